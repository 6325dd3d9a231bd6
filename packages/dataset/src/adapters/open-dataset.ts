import { isS3Uri, joinUri, parentUri, type Storage } from '@detectory/storage';
import { resolve } from 'node:path';
import type { Finding } from '../check/findings.js';
import type { DataYaml } from '../check/parse-data-yaml.js';
import { type DatasetFiles, listImages, parseImageList, toPlaceUri } from '../check/resolve-splits.js';
import type { SplitName } from '../split/split-name.js';

export interface OpenDataset {
  readonly files: DatasetFiles;
  readonly yaml: DataYaml | undefined;
  readonly findings: readonly Finding[];
}

/** Lists the dataset's files and reads its data.yaml. */
export async function openDataset(storage: Storage, dataset: string): Promise<OpenDataset> {
  const place = (isS3Uri(dataset) ? dataset : resolve(dataset)).replace(/\/$/, '');
  const isYaml = /\.ya?ml$/i.test(place);
  const root = isYaml ? parentUri(place) : place;
  const uris = new Set<string>();
  for await (const { uri } of storage.list(root)) uris.add(uri);
  const files = { root, uris };
  const yamlUri = isYaml ? place : findYaml(files);
  if (yamlUri === undefined || !uris.has(yamlUri))
    return {
      files,
      yaml: undefined,
      findings: [{ code: 'yaml-missing', path: '', message: `there is no data.yaml in ${root}.` }],
    };
  // Only `check` and `report` need this YAML parser: other commands start without it.
  const { parseDataYaml } = await import('../check/parse-data-yaml.js');
  const yaml = parseDataYaml(Buffer.from(await storage.readBytes(yamlUri)).toString('utf8'));
  if (!('refusal' in yaml)) return { files, yaml, findings: [] };
  return {
    files,
    yaml: undefined,
    findings: [{ code: 'yaml-invalid', path: toRelative(yamlUri, root), message: yaml.refusal }],
  };
}

/** data.yaml, or the only YAML file at the top. */
function findYaml({ root, uris }: DatasetFiles): string | undefined {
  const usual = joinUri(root, 'data.yaml');
  if (uris.has(usual)) return usual;
  const [only, second] = [...uris].filter((uri) => parentUri(uri) === root && /\.ya?ml$/i.test(uri));
  return second === undefined ? only : undefined;
}

/** The images that data.yaml names for a split; `undefined` for a test split that it doesn't name. */
export async function findSplit(
  name: SplitName,
  yaml: DataYaml,
  files: DatasetFiles,
  storage: Storage,
): Promise<{ images: string[]; findings: Finding[] } | undefined> {
  const places = yaml.splits[name];
  if (!places)
    return name === 'test'
      ? undefined
      : { images: [], findings: [{ code: 'split-missing', path: name, message: `data.yaml names no ${name}.` }] };
  const images: string[] = [];
  const findings: Finding[] = [];
  for (const place of places) {
    const uri = toPlaceUri(place, yaml, files);
    const found = files.uris.has(uri)
      ? parseImageList(Buffer.from(await storage.readBytes(uri)).toString('utf8'), uri, yaml, files)
      : listImages(uri, files.uris);
    images.push(...found);
    const isThere = found.length > 0 || [...files.uris].some((other) => other === uri || other.startsWith(`${uri}/`));
    if (!isThere)
      findings.push({
        code: 'split-missing',
        path: name,
        message: `there is no ${place} in the dataset (looked for ${uri}).`,
      });
    else if (found.length === 0)
      findings.push({ code: 'split-empty', path: name, message: `${place} holds no image.` });
  }
  return { images, findings };
}

/** As people name a file of the dataset. */
export function toRelative(uri: string, root: string): string {
  return uri.startsWith(`${root}/`) ? uri.slice(root.length + 1) : uri;
}
