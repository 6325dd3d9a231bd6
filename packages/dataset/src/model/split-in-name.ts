import type { SplitName } from '../split/split-name.js';

const splitOfWord: ReadonlyMap<string, SplitName> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'val'],
  ['valid', 'val'],
  ['validation', 'val'],
  ['test', 'test'],
]);

/**
 * The split that a file of labels is of, by its name (`instances_val2017.json`, `train.manifest`), else, where a tool gives
 * each split's file the same name, by its folder (Roboflow's `valid/_annotations.coco.json`).
 */
export function findSplitInName(uri: string): SplitName | undefined {
  const [name = '', folder = ''] = uri.split(/[\\/]/).reverse();
  const words = name.replace(/\.[^.]*$/, '').split(/[^a-z]+/i);
  const named = words.map((word) => splitOfWord.get(word.toLowerCase())).find((split) => split !== undefined);
  return named ?? (/^_annotations\./.test(name) ? splitOfWord.get(folder.toLowerCase()) : undefined);
}
