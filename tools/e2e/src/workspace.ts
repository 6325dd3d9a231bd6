import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A file of the photos and weights that stand beside the workspace; only `*.shared.test.ts` files ask for one. */
export function shared(...parts: string[]): string {
  const path = join(root, '..', 'shared', ...parts);
  if (!existsSync(path))
    throw new Error(`${path} is missing; these tests run only where the shared folder stands beside the workspace.`);
  return path;
}

/** The interpreter of one of the environments that `npm run setup` makes. */
export function pythonOf(environment: 'training' | 'coco'): string {
  return join(root, '.python', environment, 'bin', 'python');
}
