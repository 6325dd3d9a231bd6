import { stat } from 'node:fs/promises';
import { ModelsFolderMissingError } from '../errors.js';

/** @throws ModelsFolderMissingError where there is no folder */
export async function assertModelsFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new ModelsFolderMissingError(folder);
}
