import { baseName, FileNotFoundError, joinUri, parentUri, type Storage } from '@detectory/storage';
import { UnreadableLabelsError } from '../errors.js';
import { parseClassLines, parseNotes } from '../yolo/parse-class-lines.js';
import type { YoloConfig } from '../yolo/parse-data-yaml.js';
import { parseObjData } from '../yolo/parse-obj-data.js';

/** A YOLO dataset's configuration and the folder in which it lies. */
export interface YoloSource extends YoloConfig {
  readonly folder: string;
  /** The configuration's bytes, or those of the list of classes. */
  readonly text: string;
}

/**
 * Reads `data.yaml`, `obj.data`, or of a folder without either (Label Studio's) `classes.txt` or `notes.json`.
 * @param classList names the classes where nothing else does
 * @throws UnreadableLabelsError, StorageError
 */
export async function readYoloConfig(
  storage: Storage,
  uri: string,
  classList?: readonly string[],
): Promise<YoloSource> {
  const source = await readSource(storage, uri);
  const given = classList && new Map(classList.entries());
  const names = unlessEmpty(source.names) ?? unlessEmpty(await readClassNames(storage, source.folder)) ?? given;
  if (!names || names.size === 0)
    throw new UnreadableLabelsError(
      uri,
      'nothing names the classes: expected "names" in data.yaml, classes.txt, obj.names or notes.json. Pass --labels with all classes in order.',
    );
  return { ...source, names };
}

/** A list that names nothing stands in the way of no other. */
function unlessEmpty(names: ReadonlyMap<number, string> | undefined): ReadonlyMap<number, string> | undefined {
  return names?.size === 0 ? undefined : names;
}

async function readSource(storage: Storage, uri: string): Promise<YoloSource> {
  if (/\.ya?ml$/i.test(uri)) {
    const text = await readText(storage, uri);
    // Only a YOLO dataset needs the YAML parser: others start without it.
    const { parseDataYaml } = await import('../yolo/parse-data-yaml.js');
    return { ...parseDataYaml(text, uri), folder: parentUri(uri), text };
  }
  if (baseName(uri) !== 'obj.data') return readBareFolder(storage, uri);
  const text = await readText(storage, uri);
  const { config, namesFile } = parseObjData(text);
  const folder = parentUri(uri);
  const namesText = await tryText(storage, joinUri(folder, baseName(namesFile)));
  if (config.splits.length === 0)
    throw new UnreadableLabelsError(uri, 'it names no lists of images: expected "train = train.txt".');
  return { ...config, names: namesText === undefined ? undefined : parseClassLines(namesText), folder, text };
}

/** Images in `images/` and labels in `labels/`, or both side by side. */
async function readBareFolder(storage: Storage, folder: string): Promise<YoloSource> {
  let place = '.';
  for await (const { uri } of storage.list(folder))
    if (/^(images|labels)\//.test(uri.slice(joinUri(folder, '').length))) {
      place = 'images';
      break;
    }
  return { root: undefined, splits: [{ split: 'train', places: [place] }], names: undefined, folder, text: '' };
}

async function readClassNames(storage: Storage, folder: string): Promise<ReadonlyMap<number, string> | undefined> {
  for (const file of ['classes.txt', 'obj.names']) {
    const text = await tryText(storage, joinUri(folder, file));
    if (text !== undefined) return parseClassLines(text);
  }
  const notes = await tryText(storage, joinUri(folder, 'notes.json'));
  return notes === undefined ? undefined : parseNotes(notes, joinUri(folder, 'notes.json'));
}

async function readText(storage: Storage, uri: string): Promise<string> {
  return Buffer.from(await storage.readBytes(uri)).toString('utf8');
}

/** `undefined` where no such file is. */
export async function tryText(storage: Storage, uri: string): Promise<string | undefined> {
  try {
    return await readText(storage, uri);
  } catch (error) {
    if (error instanceof FileNotFoundError) return undefined;
    throw error;
  }
}
