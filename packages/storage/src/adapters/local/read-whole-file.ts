import { closeSync, fstatSync, open, read } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const openFile = promisify(open);
const readPart = promisify(read);

/**
 * The bytes of a file. As `readFile`, but only what may wait for a disk, opening and reading, goes through the thread pool: its
 * hand-overs cost more than the reading of a small file that is in memory.
 */
export async function readWholeFile(path: string): Promise<Uint8Array> {
  const file = await openFile(path, 'r');
  try {
    const stats = fstatSync(file);
    const bytes = stats.isFile() && stats.size > 0 ? await readExactly(file, stats.size) : undefined;
    // Devices and files of /proc have no size; a file that was cut meanwhile is read as it is now.
    return bytes ?? (await readFile(path));
  } finally {
    closeSync(file);
  }
}

async function readExactly(file: number, size: number): Promise<Uint8Array | undefined> {
  const bytes = Buffer.allocUnsafeSlow(size);
  for (let done = 0; done < size;) {
    const { bytesRead } = await readPart(file, bytes, done, size - done, done);
    if (bytesRead === 0) return undefined;
    done += bytesRead;
  }
  return bytes;
}
