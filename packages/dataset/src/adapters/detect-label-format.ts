import { baseName, joinUri, parentUri, type Storage } from '@detectory/storage';
import { UnreadableLabelsError } from '../errors.js';
import type { LabelFormat } from './label-format.js';

/** An input whose format is known, and the file (or, for a YOLO folder without one, the folder) that holds it. */
export interface DetectedInput {
  readonly format: LabelFormat;
  readonly uri: string;
  /** The folder that its images lie below, unless told otherwise. */
  readonly folder: string;
}

/** So much of a file tells what it is. */
const headBytes = 64 * 1024;

/**
 * Finds out from names and content what an input is. A file: a manifest, a COCO file, data.yaml or obj.data; a folder: what
 * Label Studio, CVAT, Roboflow or detectory-prep leave in it.
 * @param forced takes the input for this format, whatever it looks like
 * @throws UnreadableLabelsError when it is none of these, or a folder that holds several
 */
export async function detectLabelFormat(storage: Storage, input: string, forced?: LabelFormat): Promise<DetectedInput> {
  const isFile = (await storage.stat(input)) !== undefined;
  if (isFile) return toDetectedFile(forced ?? (await detectFile(storage, input)), input);
  return (await findInFolder(storage, input, forced)) ?? toDetectedFile(forced ?? 'ground-truth', input);
}

/** COCO files lie in `annotations/`, beside the folders of images. */
function toDetectedFile(format: LabelFormat, uri: string): DetectedInput {
  const folder = parentUri(uri);
  return { format, uri, folder: baseName(folder) === 'annotations' ? parentUri(folder) : folder };
}

async function detectFile(storage: Storage, uri: string): Promise<LabelFormat> {
  const name = baseName(uri).toLowerCase();
  if (/\.ya?ml$/.test(name) || name === 'obj.data') return 'yolo';
  const head = await readHead(storage, uri);
  const refusal = refusals.find(([pattern]) => pattern.test(head))?.[1];
  if (refusal !== undefined) throw new UnreadableLabelsError(uri, refusal);
  return isCoco(head) ? 'coco' : 'ground-truth';
}

/** Other files that people have at hand, and what to do with them. */
const refusals: readonly (readonly [RegExp, string])[] = [
  [/^PK\u0003\u0004/, 'this is a ZIP archive: unpack it and pass the folder.'],
  [
    /^\s*\[\s*\{\s*"(id|annotations|data|completed_by)"[^]*"result"/,
    "this is Label Studio's own JSON: export the project as COCO or YOLO.",
  ],
  [/^\s*(<\?xml[^]*?\?>)?\s*<annotations?>/, 'this is XML (CVAT or Pascal VOC): export it as COCO or YOLO.'],
];

/** A manifest's line has boxes under "annotations" too, but always a source-ref. */
function isCoco(head: string): boolean {
  const hasList = /"(images|annotations|categories|licenses)"\s*:\s*\[|"info"\s*:\s*[{"n]/.test(head);
  return /^\ufeff?\s*\{/.test(head) && hasList && !/"source-ref"\s*:/.test(head);
}

async function readHead(storage: Storage, uri: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of storage.readStream(uri)) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= headBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, headBytes).toString('utf8');
}

/** What a folder's own files say it is, in the order in which they count. */
const landmarks: readonly (readonly [RegExp, LabelFormat])[] = [
  [/^(data|dataset)\.ya?ml$/, 'yolo'],
  [/^obj\.data$/, 'yolo'],
  [/^[^/]+\.ya?ml$/, 'yolo'],
  [/^[^/]+\.manifest$/, 'ground-truth'],
  [/^manifests\/output\/output\.manifest$/, 'ground-truth'],
  [/^(annotations\/)?(instances_[^/]+|result|_annotations\.coco|[^/]*coco[^/]*)\.json$/, 'coco'],
  [/^(classes\.txt|obj\.names)$/, 'yolo'],
  [/^labels\/.+\.txt$/, 'yolo'],
];

async function findInFolder(
  storage: Storage,
  folder: string,
  forced: LabelFormat | undefined,
): Promise<DetectedInput | undefined> {
  const paths = await listPaths(storage, folder);
  for (const [pattern, format] of landmarks) {
    if (forced !== undefined && format !== forced) continue;
    const found = paths.filter((path) => pattern.test(path));
    const [first, second] = found;
    if (first === undefined) continue;
    const isWholeFolder = /\.txt$|\.names$/.test(first);
    if (second !== undefined && !isWholeFolder)
      throw new UnreadableLabelsError(
        folder,
        `the folder holds several files of labels (${found.slice(0, 4).join(', ')}): pass those that are wanted.`,
      );
    return isWholeFolder ? { format, uri: folder, folder } : toDetectedFile(format, joinUri(folder, first));
  }
  if (paths.length > 0)
    throw new UnreadableLabelsError(
      folder,
      'the folder holds no labels that are recognised: expected a manifest, a COCO file, data.yaml, obj.data, or labels/ with classes.txt. Pass the file itself.',
    );
  return undefined;
}

async function listPaths(storage: Storage, folder: string): Promise<string[]> {
  const prefix = joinUri(folder, '');
  const paths: string[] = [];
  for await (const { uri } of storage.list(folder)) paths.push(uri.slice(prefix.length));
  return paths;
}
