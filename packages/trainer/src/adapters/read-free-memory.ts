import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CgroupFiles,
  type CgroupMemory,
  parseAvailableBytes,
  parseCgroupPlaces,
  toCgroupFolders,
  toFreeBytes,
} from '../machine/free-memory.js';

/**
 * Memory that may still be allocated, in bytes: of the machine and of the container, whose limit YOLOv5 doesn't know of.
 * Undefined where the kernel doesn't say (it isn't Linux). @param root where the machine's file system lies
 */
export async function readFreeMemory(root = '/'): Promise<number | undefined> {
  const available = parseAvailableBytes(await readText(join(root, 'proc/meminfo')));
  if (available === undefined) return undefined;
  const places = parseCgroupPlaces(await readText(join(root, 'proc/self/cgroup')));
  const groups = await Promise.all(
    places.flatMap((place) => toCgroupFolders(place).map((folder) => readCgroup(join(root, folder), place.files))),
  );
  return toFreeBytes(available, groups.flat());
}

/** Empty where there is no such group here, or it has no limit (`max`). */
async function readCgroup(folder: string, files: CgroupFiles): Promise<readonly CgroupMemory[]> {
  const [limit, used, stat] = await Promise.all(
    [files.limit, files.used, 'memory.stat'].map((file) => readText(join(folder, file))),
  );
  if (!/^\d+$/.test(limit?.trim() ?? '') || !/^\d+$/.test(used?.trim() ?? '')) return [];
  const inactive = new RegExp(`^${files.inactiveFile} (\\d+)$`, 'm').exec(stat ?? '')?.[1];
  return [{ limitBytes: Number(limit), usedBytes: Number(used), inactiveFileBytes: Number(inactive ?? 0) }];
}

/** Empty where there is none. */
function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
