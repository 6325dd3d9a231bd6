import { median } from '@detectory/bench-kit/statistics';

/**
 * Measures contenders in short blocks, each block beginning with the next of them: a machine whose speed changes within seconds then
 * changes it for all.
 * @template T
 * @param {Readonly<Record<string, () => Promise<T>>>} contenders
 * @param {number} blocks
 * @returns {Promise<Record<string, T[]>>} what each one gave, block by block
 */
export async function takeTurns(contenders, blocks) {
  const names = Object.keys(contenders);
  const given = Object.fromEntries(names.map((name) => [name, []]));
  for (let block = 0; block < blocks; block++)
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(block + turn) % names.length];
      given[name].push(await contenders[name]());
    }
  return given;
}

/** The middle of the ratios within blocks. @param {readonly number[]} ours @param {readonly number[]} theirs block by block */
export function medianRatio(ours, theirs) {
  return median(ours.map((value, block) => value / theirs[block]));
}
