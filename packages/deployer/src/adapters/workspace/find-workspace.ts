import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { WorkspaceNotFoundError } from '../../errors.js';

/**
 * The clone's root folder: the first one upwards with both nx.json and containers/.
 * @throws WorkspaceNotFoundError
 */
export function findWorkspace(from: string = process.cwd()): string {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'nx.json')) && existsSync(join(folder, 'containers'))) return folder;
    if (folder === dirname(folder)) throw new WorkspaceNotFoundError(resolve(from));
  }
}
