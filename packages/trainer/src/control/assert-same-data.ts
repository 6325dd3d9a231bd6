import type { ResourceConfig } from '../contract/parse-resource-config.js';
import { ChannelUnusableError } from '../errors.js';
import type { Channels } from './find-channels.js';

/**
 * Several hosts share each batch, and each takes its part of the same list of photos. Hosts that see other photos would wait
 * for each other for ever, and images and labels in channels of their own are sharded apart.
 * @throws ChannelUnusableError
 */
export function assertSameData({ all }: Channels, { hosts }: ResourceConfig): void {
  const sharded = all.find(({ config }) => config.isSharded);
  if (!sharded || hosts.length === 1) return;
  throw new ChannelUnusableError(
    `The channel ${sharded.name} is ShardedByS3Key over ${hosts.length} hosts, so that each sees other photos. Training needs all of them on every host: use FullyReplicated, or one host.`,
  );
}
