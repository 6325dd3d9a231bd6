import type { Writable } from 'node:stream';

/**
 * Ends the program in silence when whoever reads its output has seen enough, as `head` has after a few lines. Any other
 * failure to write is thrown, as it would be without this.
 */
export function endOnClosedPipe(stream: Writable, exit: () => void): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    exit();
  });
}
