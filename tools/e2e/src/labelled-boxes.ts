import { readFileSync } from 'node:fs';
import type { Corners } from '@detectory/inference-core';

interface ManifestLine {
  readonly 'source-ref': string;
  readonly coco128: {
    readonly annotations: readonly { class_id: number; left: number; top: number; width: number; height: number }[];
  };
  readonly 'coco128-metadata': { readonly 'class-map': Readonly<Record<string, string>> };
}

export interface LabelledBox extends Corners {
  readonly name: string | undefined;
}

/** What people drew on one photo of coco128, in its pixels. */
export function labelledBoxes(manifest: string, photo: string): LabelledBox[] {
  const lines = readFileSync(manifest, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ManifestLine);
  const line = lines.find((candidate) => candidate['source-ref'].endsWith(`/${photo}`));
  return (line?.coco128.annotations ?? []).map(({ class_id, left, top, width, height }) => ({
    xmin: left,
    ymin: top,
    xmax: left + width,
    ymax: top + height,
    name: line?.['coco128-metadata']['class-map'][class_id],
  }));
}
