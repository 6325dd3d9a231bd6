import { readlinkSync } from 'node:fs';
import { lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRecord } from '../contract/parse-json-object.js';
import { identifyProcess, isRunning } from './local/process-identity.js';

/** What a training writes into the temporary folder: decoded photos too, of gigabytes. */
const prefixes = ['detectory-train-', 'detectory-glue-'] as const;

/** The file in such a folder that says whose it is. */
const ownerFile = '.owner.json';

/** A temporary folder, which whoever made it removes; where it is killed, `removeAbandonedFolders` does. */
export async function makeWorkFolder(prefix: (typeof prefixes)[number], parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, prefix));
  const owner = { place: nameProcessSpace(), process: identifyProcess(process.pid) };
  await writeFile(join(folder, ownerFile), JSON.stringify(owner));
  return folder;
}

/** Removes such folders of this user whose process is gone. What can't be read or removed stays: it costs room, not the run. */
export async function removeAbandonedFolders(parent = tmpdir()): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((each) => prefixes.some((prefix) => each.startsWith(prefix)))) {
    const folder = join(parent, name);
    if ((await isOwn(folder)) && (await isAbandoned(folder)))
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Anybody may put links into a temporary folder, and root may remove what is others'. */
async function isOwn(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  return found !== undefined && found.isDirectory() && found.uid === process.getuid?.();
}

async function isAbandoned(folder: string): Promise<boolean> {
  const owner = parseOwner(await readFile(join(folder, ownerFile), 'utf8').catch(() => ''));
  return owner !== undefined && owner.place === nameProcessSpace() && !isRunning(owner.process);
}

interface Owner {
  readonly place: string;
  readonly process: ReturnType<typeof identifyProcess>;
}

function parseOwner(text: string): Owner | undefined {
  try {
    const { place, process: owner } = JSON.parse(text) as Partial<Owner>;
    if (typeof place !== 'string' || !isRecord(owner) || typeof owner.pid !== 'number') return undefined;
    return { place, process: owner as Owner['process'] };
  } catch {
    return undefined;
  }
}

/** Where a process's number means that process: a container may share this temporary folder, and numbers its own. */
function nameProcessSpace(): string {
  return `${hostname()} ${readPidNamespace()}`;
}

/** Linux's alone. */
function readPidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
