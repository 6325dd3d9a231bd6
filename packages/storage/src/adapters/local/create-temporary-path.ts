import { randomBytes } from 'node:crypto';

/** A path beside `path` that nobody else uses: the same file system, so that a rename to `path` is atomic. */
export function createTemporaryPath(path: string): string {
  return `${path}.partial-${randomBytes(4).toString('hex')}`;
}
