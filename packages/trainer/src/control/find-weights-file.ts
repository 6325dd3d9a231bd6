import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findInChannels } from '../adapters/find-in-channels.js';
import type { Channels } from './find-channels.js';

/**
 * Starting weights as the channels have them: a bare name is looked up in the channel `weights` first. Where no name was
 * given and that channel holds one checkpoint, it is meant. Anything else stays as it is, to be looked up elsewhere.
 */
export async function findWeightsFile(name: string, { weights }: Channels, isGiven: boolean): Promise<string> {
  if (weights === undefined || name === 'none') return name;
  const named = await findInChannels(name, [weights]);
  if (named !== undefined || isGiven) return named ?? name;
  const checkpoints = (await readdir(weights)).filter((file) => file.endsWith('.pt'));
  const [only, second] = checkpoints;
  return only !== undefined && second === undefined ? join(weights, only) : name;
}
