import { baseName, isS3Uri, joinUri, type Storage } from '@detectory/storage';
import type { ImageProblem } from '../plan/examine-image.js';
import { toNameCandidates, withoutUploadHash } from '../model/image-name-candidates.js';
import { withoutSuffix } from '../yolo/to-label-path.js';
import type { LocateImage } from './create-image-locator.js';

export interface ImageFinderOptions {
  readonly storage: Storage;
  /** `--images`: where to look; without it the folder of each source. */
  readonly root?: string | undefined;
  /** The files of labels, in order. */
  readonly sources: readonly { readonly uri: string; readonly folder: string }[];
}

interface ImageIndex {
  readonly folder: string;
  readonly byPath: ReadonlyMap<string, string>;
  readonly byName: ReadonlyMap<string, readonly string[]>;
  readonly byStem: ReadonlyMap<string, readonly string[]>;
}

/**
 * Finds the images that COCO files and YOLO folders name. Tools write these names in many ways: relative to another folder,
 * with backslashes, percent-encoded, with a hash before them. Looked for are the path, a file whose path ends in it, the base
 * name, the base name without such a hash, and the stem; each counts where one file alone has it.
 */
export function createImageFinder({ storage, root, sources }: ImageFinderOptions): LocateImage {
  const indexes = new Map<string, Promise<ImageIndex>>();
  const indexOf = (folder: string): Promise<ImageIndex> => {
    const index = indexes.get(folder) ?? indexFolder(storage, folder);
    indexes.set(folder, index);
    return index;
  };
  return async ({ sourceRef, fileName: name = sourceRef, manifest }) => {
    const { uri, folder } = sources[manifest] ?? { uri: '', folder: '.' };
    if (root === undefined && (isS3Uri(name) || (await isFileAt(storage, name)))) return { uri: name };
    return findInIndex(await indexOf(root ?? folder), name, splitHintOf(uri));
  };
}

async function isFileAt(storage: Storage, path: string): Promise<boolean> {
  return path.startsWith('/') && (await storage.stat(path)) !== undefined;
}

/** `train` in `instances_train.json`: of several files with a name, the one below such a folder is meant. */
function splitHintOf(source: string): string | undefined {
  return /_([^_/]+)\.json$/.exec(source)?.[1];
}

async function indexFolder(storage: Storage, folder: string): Promise<ImageIndex> {
  const prefix = joinUri(folder, '');
  const index = {
    folder,
    byPath: new Map<string, string>(),
    byName: new Map<string, string[]>(),
    byStem: new Map<string, string[]>(),
  };
  for await (const { uri } of storage.list(folder)) {
    if (/\.(txt|json|ya?ml|cache|data|names|xml|csv)$/i.test(uri)) continue;
    index.byPath.set(uri.slice(prefix.length), uri);
    const name = baseName(uri);
    addTo(index.byName, name, uri);
    addTo(index.byStem, withoutSuffix(name), uri);
  }
  return index;
}

function addTo(map: Map<string, string[]>, key: string, uri: string): void {
  const others = map.get(key);
  if (others) others.push(uri);
  else map.set(key, [uri]);
}

function findInIndex(
  index: ImageIndex,
  sourceRef: string,
  hint: string | undefined,
): { readonly uri: string } | ImageProblem {
  const paths = toNameCandidates(sourceRef);
  for (const findBy of [findByPath, findByName])
    for (const path of paths) {
      const found = findBy(index, path);
      const hinted = found.filter((uri) => hint !== undefined && uri.includes(`/${hint}/`));
      const [only, second] = hinted.length > 0 ? hinted : found;
      if (only !== undefined && second === undefined) return { uri: only };
      if (found.length > 1) return describeAmbiguity(index.folder, sourceRef, found);
    }
  return {
    reason: 'image-missing',
    message: `not found below ${index.folder}, neither by its path nor by its name. Copy it there, or pass --images with the folder that holds the images.`,
  };
}

/** The file at this path, else those whose path ends in it. */
function findByPath({ byPath, byName }: ImageIndex, path: string): readonly string[] {
  const exact = byPath.get(path);
  if (exact !== undefined) return [exact];
  return path.includes('/') ? (byName.get(baseName(path)) ?? []).filter((uri) => uri.endsWith(`/${path}`)) : [];
}

/** Those of this base name, else of the name without an upload's hash, else those that it is the stem of. */
function findByName({ byName, byStem }: ImageIndex, path: string): readonly string[] {
  const name = baseName(path);
  const bare = withoutUploadHash(name);
  const tries = [byName.get(name), byName.get(bare), byStem.get(name), byStem.get(bare)];
  return tries.find((uris) => uris !== undefined) ?? [];
}

function describeAmbiguity(folder: string, sourceRef: string, found: readonly string[]): ImageProblem {
  return {
    reason: 'image-ambiguous',
    message: `${found.length} files below ${folder} have its name (${found.slice(0, 3).join(', ')}). Pass --images with the folder that ${sourceRef} is relative to.`,
  };
}
