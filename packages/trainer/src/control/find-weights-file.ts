import { join } from 'node:path';
import { findInChannels } from '../adapters/find-in-channels.js';
import { ChannelUnusableError } from '../errors.js';
import type { Channels } from './find-channels.js';
import { listChannel } from './list-channel.js';

/**
 * Starting weights as the channels have them: a bare name is looked up in the channel `weights` first. Where no name was
 * given and that channel holds one checkpoint, it is meant. Anything else stays as it is, to be looked up elsewhere.
 * @throws ChannelUnusableError where that channel was filled, and nothing says which of its files is meant
 */
export async function findWeightsFile(name: string, { weights }: Channels, isGiven: boolean): Promise<string> {
  if (weights === undefined || (isGiven && name === 'none')) return name;
  const named = await findInChannels(name, [weights]);
  if (named !== undefined || isGiven) return named ?? name;
  const { names, text } = await listChannel(weights);
  const [only, ...others] = names.filter((file) => file.endsWith('.pt'));
  if (only !== undefined && others.length === 0) return join(weights, only);
  if (names.length === 0) return name;
  // To train from other weights than those that somebody brought would look like success.
  throw new ChannelUnusableError(
    `The channel weights holds ${text}, and nothing says where to start. ${
      only === undefined
        ? 'Pass the folder that a .pt file lies in, in S3 a prefix that ends with /'
        : `Set weights to one of them, such as ${only}`
    }; or set weights to none to train from scratch.`,
  );
}
