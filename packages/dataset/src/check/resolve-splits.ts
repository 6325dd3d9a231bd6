import { isS3Uri, joinUri, parentUri } from '@detectory/storage';
import { hasImageSuffix } from '../yolo/image-suffixes.js';
import type { DataYaml } from './parse-data-yaml.js';

/** The files of a dataset: below its folder, by whole URI. */
export interface DatasetFiles {
  readonly root: string;
  readonly uris: ReadonlySet<string>;
}

/**
 * Where a place that data.yaml names lies in the dataset as it is here: `path` is where the trainer will see its folder, so
 * that a place below `path` lies below ours.
 */
export function toPlaceUri(
  place: string,
  { root: path }: Pick<DataYaml, 'root'>,
  { root, uris }: DatasetFiles,
): string {
  if (isS3Uri(place)) return withoutSlash(place);
  const below = place.startsWith('/')
    ? isBelow(place, path)
      ? place.slice(withoutSlash(path).length + 1)
      : undefined
    : place;
  if (below === undefined) return withoutSlash(place);
  const candidates = [path.startsWith('/') ? '' : path, ''].map((folder) =>
    normalise(joinUri(joinUri(root, folder), below)),
  );
  // YOLOv5 tries a place that begins with ../ again without it.
  if (below.startsWith('../')) candidates.push(normalise(joinUri(root, below.slice(3))));
  return candidates.find((uri) => exists(uri, uris)) ?? candidates.at(-1) ?? root;
}

/** Images below a folder, as glob finds them: nothing hidden. */
export function listImages(folder: string, uris: Iterable<string>): string[] {
  const prefix = `${folder}/`;
  return [...uris].filter(
    (uri) => uri.startsWith(prefix) && hasImageSuffix(uri) && !/(^|\/)\./.test(uri.slice(prefix.length)),
  );
}

/** Images that a list names, one in a line; `./` means beside the list. */
export function parseImageList(
  text: string,
  listUri: string,
  yaml: Pick<DataYaml, 'root'>,
  files: DatasetFiles,
): string[] {
  const lines = text.split(/\r\n|[\n\r]/).map((line) => line.trim());
  const named = lines.filter((line) => line !== '' && hasImageSuffix(line));
  return named.map((line) =>
    line.startsWith('./') ? normalise(joinUri(parentUri(listUri), line.slice(2))) : toPlaceUri(line, yaml, files),
  );
}

function exists(uri: string, uris: ReadonlySet<string>): boolean {
  if (uris.has(uri)) return true;
  for (const other of uris) if (other.startsWith(`${uri}/`)) return true;
  return false;
}

function isBelow(place: string, folder: string): boolean {
  return folder.startsWith('/') && place.startsWith(`${withoutSlash(folder)}/`);
}

function withoutSlash(uri: string): string {
  return uri.endsWith('/') ? uri.slice(0, -1) : uri;
}

/** Without `.`, `..` and doubled slashes; the scheme of a URI stays. */
function normalise(uri: string): string {
  const scheme = isS3Uri(uri) ? 's3://' : '';
  const parts: string[] = [];
  for (const part of uri.slice(scheme.length).split('/'))
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  return `${scheme || (uri.startsWith('/') ? '/' : '')}${parts.join('/')}`;
}
