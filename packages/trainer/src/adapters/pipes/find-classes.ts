import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readClassList } from '@detectory/dataset/adapters';
import { createStorage } from '@detectory/storage';
import type { Channels } from '../../control/find-channels.js';
import { ChannelUnusableError } from '../../errors.js';
import type { StoredPipe } from './store-pipe.js';

/** What Ground Truth's job-wide list of labels is called, in the job's output and by people. */
const listFiles = ['labels.json', 'data.json'];

/**
 * Class names in the order of their ids: a job-wide list in another channel, or what the class maps of all lines name.
 * @throws ChannelUnusableError where an id has no name
 */
export async function findClasses(stored: readonly StoredPipe[], channels: Channels): Promise<string[]> {
  const names = (await findClassList(channels)) ?? gatherNames(stored);
  for (const pipe of stored) assertNamed(pipe, names);
  return names;
}

async function findClassList({ all }: Channels): Promise<string[] | undefined> {
  for (const { path, kind } of all) {
    if (kind !== 'folder') continue;
    const list = (await readdir(path)).find((name) => listFiles.includes(name));
    if (list !== undefined) return readClassList(createStorage(), join(path, list));
  }
  return undefined;
}

function gatherNames(stored: readonly StoredPipe[]): string[] {
  const named = new Map(stored.flatMap(({ classMap }) => [...classMap]));
  const names = Array.from({ length: Math.max(-1, ...named.keys()) + 1 }, (_, id) => named.get(id));
  const missing = names.findIndex((name) => name === undefined);
  if (names.length === 0 || missing >= 0)
    throw new ChannelUnusableError(
      `${names.length === 0 ? 'No class has a name' : `Class ${missing} has no name`} in the augmented manifest. Add the label's -metadata to AttributeNames, or pass the job's labels.json in a channel of its own.`,
    );
  return names as string[];
}

/** Such a box would be left out with its photo, and its class be trained without it. */
function assertNamed({ name, usedClasses, classMap }: StoredPipe, names: readonly string[]): void {
  for (const [id, photo] of usedClasses)
    if (!classMap.has(id) && names[id] === undefined)
      throw new ChannelUnusableError(
        `Photo ${photo} of the channel ${name} has a box of class ${id}, which has no name; the classes are 0 to ${names.length - 1} (${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}). Name it in the job's labels.json, or add the label's -metadata to AttributeNames.`,
      );
}
