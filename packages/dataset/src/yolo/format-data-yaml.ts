import { type SplitName, splitNames } from '../split/split-name.js';

export interface DataYaml {
  /** Where the dataset will lie for the trainer: absolute, because YOLOv5 and Ultralytics resolve a relative one differently. */
  readonly root: string;
  readonly classes: readonly string[];
  /** The splits that hold images. */
  readonly splits: readonly SplitName[];
}

/** `data.yaml` as YOLOv5 and Ultralytics read it. */
export function formatDataYaml({ root, classes, splits }: DataYaml): string {
  return [
    '# Written by detectory-prep; dataset.json beside it says where each image comes from.',
    `path: ${quoteYaml(root)}`,
    ...splitNames.filter((name) => splits.includes(name)).map((name) => `${name}: images/${name}`),
    `nc: ${classes.length}`,
    'names:',
    ...classes.map((name, index) => `  ${index}: ${quoteYaml(name)}`),
    '',
  ].join('\n');
}

/**
 * A double-quoted YAML scalar in ASCII: `no`, `1` and `a: b` stay text, and YOLOv5, which opens the file in the machine's own
 * encoding, reads every name right.
 */
export function quoteYaml(text: string): string {
  return JSON.stringify(text).replaceAll(/[^\x20-\x7e]/gu, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return codePoint > 0xffff
      ? `\\U${codePoint.toString(16).padStart(8, '0')}`
      : `\\u${codePoint.toString(16).padStart(4, '0')}`;
  });
}
