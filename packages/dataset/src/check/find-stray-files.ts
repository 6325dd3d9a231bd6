import type { Finding } from './findings.js';
import type { DatasetFiles } from './resolve-splits.js';
import { toLabelPath, toOtherLabelPaths } from './to-label-path.js';

/** Suffixes of pictures that YOLOv5 passes over. */
const otherPictures = /\.(gif|hei[cf]|avif|jp2|jfif|p[pgn]m|psd|svg|ico)$/i;

/** Files that nothing reads, and ones that YOLOv5 reads in another's place. */
export function findStrayFiles(
  { root, uris }: DatasetFiles,
  images: readonly string[],
  relative: (uri: string) => string,
): Finding[] {
  const findings: Finding[] = [];
  const add = (code: Finding['code'], uri: string, message: string): void => {
    findings.push({ code, path: relative(uri), message });
  };
  const ofLabel = new Map<string, string>();
  const known = new Set<string>();
  for (const uri of images) {
    const label = toLabelPath(uri);
    const other = ofLabel.get(label);
    if (other === undefined) ofLabel.set(label, uri);
    else add('label-shared', uri, `${relative(other)} has the same label file.`);
    for (const path of [label, ...toOtherLabelPaths(uri)]) known.add(path);
    const pixels = `${uri.slice(0, uri.lastIndexOf('.'))}.npy`;
    if (uris.has(pixels)) add('pixels-shipped', uri, `${relative(pixels)} is read in its place.`);
  }
  for (const uri of uris) {
    const path = uri.slice(root.length);
    if (path.endsWith('.cache')) add('cache-shipped', uri, 'a label cache.');
    else if (path.endsWith('.txt') && path.includes('/labels/') && !known.has(uri))
      add('label-orphan', uri, 'no split has its image.');
    else if (path.includes('/images/') && otherPictures.test(path))
      add('file-ignored', uri, 'its suffix is none that YOLOv5 takes.');
  }
  return findings;
}
