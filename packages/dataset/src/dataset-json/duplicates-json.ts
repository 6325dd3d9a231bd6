import type { SplitName } from '../split/split-name.js';

export const duplicatesFormatVersion = 1;

/** `duplicates.json`: the images of a dataset that are duplicates of each other (docs/formats/duplicates-json.md). */
export interface DuplicatesJson {
  readonly formatVersion: typeof duplicatesFormatVersion;
  /** How many of the 64 bits of near duplicates' hashes may differ; null where only the same bytes were looked for. */
  readonly distance: number | null;
  readonly groups: readonly {
    readonly kind: 'exact' | 'near';
    readonly images: readonly { readonly split: SplitName; readonly file: string }[];
  }[];
}
