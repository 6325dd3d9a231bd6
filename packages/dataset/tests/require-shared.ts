import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of real data beside the workspace. @throws when it is missing: tests that need it must not pass without it */
export function requireShared(): string {
  const path = fileURLToPath(new URL('../../../../shared', import.meta.url));
  if (!existsSync(path)) throw new Error(`These tests need the real data in ${path}, which is not there.`);
  return path;
}
