import { baseName, isS3Uri, joinUri, parentUri, parseS3Uri, type Storage } from '@detectory/storage';
import { stat } from 'node:fs/promises';
import type { LabelledImage } from '../model/labelled-image.js';
import type { ImageProblem } from '../plan/examine-image.js';

/** Whether a file lies there. */
export type IsFileAt = (uri: string) => Promise<boolean>;

/**
 * Finds where an image's bytes lie now. Who reads every image passes `isFileAt`, which then answers for files of this machine:
 * reading one says whether it is there, and another look at it would cost as much as a small one's bytes.
 */
export type LocateImage = (
  image: Pick<LabelledImage, 'sourceRef' | 'fileName' | 'manifest'>,
  isFileAt?: IsFileAt,
) => Promise<{ readonly uri: string } | ImageProblem>;

export interface ImageLocatorOptions {
  readonly storage: Storage;
  /** `--images`: a folder or s3:// prefix that mirrors the images; without it each source-ref is taken as it stands. */
  readonly root?: string | undefined;
  /** The manifests, beside which bare file names are looked for. */
  readonly manifests: readonly string[];
}

/**
 * Below a root, `s3://bucket/key` is looked for as `root/bucket/key`, then `root/key`, then by its base name where only one
 * file has it.
 */
export function createImageLocator({ storage, root, manifests }: ImageLocatorOptions): LocateImage {
  if (root === undefined) return async (image) => locateAtSource(image, manifests);
  let files: Promise<ReadonlyMap<string, readonly string[]>> | undefined;
  const listOnce = (): Promise<ReadonlyMap<string, readonly string[]>> => (files ??= listByBaseName(storage, root));
  const isMissingFolder = createFolderCheck();
  const looksAt: IsFileAt = async (uri) => (await storage.stat(uri)) !== undefined;
  return async ({ sourceRef }, isFileAt = looksAt) => {
    const candidates = toRelativePaths(sourceRef).map((path) => joinUri(root, path));
    // One listing of a bucket is cheaper than a request for each image.
    const exists = async (uri: string): Promise<boolean> =>
      isS3Uri(root)
        ? ((await listOnce()).get(baseName(uri)) ?? []).includes(uri)
        : !(await isMissingFolder(parentUri(uri))) && isFileAt(uri);
    for (const uri of candidates) if (await exists(uri)) return { uri };
    return pickByBaseName(sourceRef, root, (await listOnce()).get(baseName(sourceRef)) ?? []);
  };
}

/** Whether a folder of this machine isn't there, for which it looks once. */
function createFolderCheck(): (folder: string) => Promise<boolean> {
  const missing = new Map<string, Promise<boolean>>();
  return (folder) => {
    const isMissing = missing.get(folder) ?? isMissingAt(folder);
    missing.set(folder, isMissing);
    return isMissing;
  };
}

/** Where it may not be looked at, its files will say so. */
function isMissingAt(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT' || error.code === 'ENOTDIR',
  );
}

function locateAtSource(
  { sourceRef, manifest }: Pick<LabelledImage, 'sourceRef' | 'manifest'>,
  manifests: readonly string[],
): { readonly uri: string } {
  if (isS3Uri(sourceRef) || sourceRef.startsWith('/')) return { uri: sourceRef };
  return { uri: joinUri(parentUri(manifests[manifest] ?? '.'), sourceRef) };
}

/** Paths below the root at which an image may lie; none that would lead out of it. */
function toRelativePaths(sourceRef: string): string[] {
  const paths = isS3Uri(sourceRef) ? toMirrorPaths(sourceRef) : [sourceRef.replace(/^\/+/, '')];
  return paths.filter((path) => path !== '' && !path.split('/').includes('..'));
}

function toMirrorPaths(uri: string): string[] {
  const { bucket, key } = parseS3Uri(uri);
  return [`${bucket}/${key}`, key];
}

async function listByBaseName(storage: Storage, root: string): Promise<Map<string, string[]>> {
  const files = new Map<string, string[]>();
  for await (const { uri } of storage.list(root)) {
    const name = baseName(uri);
    const others = files.get(name);
    if (others) others.push(uri);
    else files.set(name, [uri]);
  }
  return files;
}

function pickByBaseName(
  sourceRef: string,
  root: string,
  found: readonly string[],
): { readonly uri: string } | ImageProblem {
  const [only, second] = found;
  if (only === undefined)
    return {
      reason: 'image-missing',
      message: `not found below ${root}, neither by its key nor by its name. Copy it there, or pass another --images.`,
    };
  if (second === undefined) return { uri: only };
  const shown = [...found].sort().slice(0, 3).join(', ');
  return {
    reason: 'image-ambiguous',
    message: `${found.length} files below ${root} have its name (${shown}): lay them out as <bucket>/<key>. Looked for ${sourceRef}.`,
  };
}
