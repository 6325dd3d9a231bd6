import { afterEach, describe, expect, it } from 'vitest';
import type { ChannelConfig } from '../contract/parse-input-data-config.js';
import { ChannelUnusableError } from '../errors.js';
import { type MlFolder, makeMlFolder, type Tree } from '../testing/ml-folder.js';
import { findChannels } from './find-channels.js';

let ml: MlFolder;
afterEach(() => ml.remove());

const file: ChannelConfig = { mode: 'File', isSharded: false, isRecordIo: false };

async function find(files: Tree, named: readonly string[] = []) {
  ml = makeMlFolder(files);
  const channels = await findChannels(ml.paths.channels, new Map(named.map((name) => [name, file])));
  return { names: channels.all.map(({ name }) => name), weights: channels.weights };
}

describe(findChannels, () => {
  it('passes over a file that is named as no channel, such as the manifest that SageMaker leaves', async () => {
    const left = { 'data/training/': '', 'data/training-manifest': '[]', 'data/weights': 'x' };
    expect(await find(left, ['training'])).toEqual({ names: ['training'], weights: undefined });
    ml.remove();
    expect((await find(left)).names).toEqual(['training']);
  });

  it.each<readonly [string, readonly string[]]>([
    ['named as one', ['training', 'weights']],
    ['all that there is', []],
  ])('refuses a channel that is a file: one that is %s', async (_, named) => {
    const files = named.length > 0 ? { 'data/weights/': '', 'data/training': 'x' } : { 'data/training': 'x' };
    await expect(find(files, named)).rejects.toThrow(ChannelUnusableError);
    await expect(findChannels(ml.paths.channels, new Map(named.map((name) => [name, file])))).rejects.toThrow(
      /channel training is a file .*expected a folder/,
    );
  });
});
