import { assertCheckpoint } from '../adapters/assert-checkpoint.js';
import { findLocalWeights } from '../adapters/resolve-weights.js';
import { WeightsNotFoundError } from '../errors.js';
import { parseWeights } from '../weights/parse-weights.js';
import type { Channels } from './find-channels.js';
import { listChannel } from './list-channel.js';

/**
 * Judges starting weights that are on this machine before photos are read; those that have to be fetched are judged once
 * they are here, when all the rest is known to be right.
 * @throws WeightsNotFoundError for a path that leads nowhere; WeightsUnusableError for weights of another kind
 */
export async function assertLocalWeights(text: string, engine: string, { weights }: Channels): Promise<void> {
  const file = await findLocalWeights(text);
  if (file !== undefined) return assertCheckpoint(file, engine);
  if (parseWeights(text).kind !== 'path') return;
  throw new WeightsNotFoundError(`There are no weights at ${text}. ${await describeChannel(weights)}`);
}

async function describeChannel(channel: string | undefined): Promise<string> {
  if (channel === undefined)
    return 'There is no channel weights either: pass one that holds the .pt and set weights to its name, or set weights to none to train from scratch.';
  const { names, text } = await listChannel(channel);
  if (names.length === 0)
    return `The channel weights is empty (${channel}): does its S3 prefix name what you mean? Or set weights to none to train from scratch.`;
  return `The channel weights holds ${text}: set weights to the name of one of its .pt files.`;
}
