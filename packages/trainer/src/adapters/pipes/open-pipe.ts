import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/**
 * Reads a FIFO that may have no writer yet; aborting ends the reading with the signal's reason.
 *
 * Opened and read as a file, a FIFO holds one of the few threads that Node has for files until its writer comes and writes:
 * nothing can take that back, and not even the process can exit. Opened without blocking and waited for as a socket is, it can
 * be left at any time. Linux tells no end of it before a first writer has come and gone.
 */
export function openPipe(path: string, signal?: AbortSignal): Readable {
  signal?.throwIfAborted();
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const pipe = new Socket({ fd, readable: true, writable: false });
  const leave = (): void => void pipe.destroy(signal?.reason as Error);
  signal?.addEventListener('abort', leave, { once: true });
  return pipe.once('close', () => signal?.removeEventListener('abort', leave));
}
