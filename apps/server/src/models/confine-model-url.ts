import { realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { ModelUnusableError, ModelUrlNotFoundError } from '@detectory/endpoint-handler/hosting';

/**
 * The real path of a model url below the models folder.
 * @throws ModelUnusableError for a url that leads out of the folder, by its text or by a link; ModelUrlNotFoundError
 */
export async function confineModelUrl(url: string, modelsFolder: string): Promise<string> {
  const folder = resolve(modelsFolder);
  const root = await realpath(folder).catch(() => folder);
  const asked = resolve(folder, url);
  if (!isInside(asked, folder) && !isInside(asked, root)) throw outside(url, modelsFolder);
  const real = await realpath(asked).catch(() => {
    throw new ModelUrlNotFoundError(url);
  });
  if (!isInside(real, root)) throw outside(url, modelsFolder);
  return real;
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function outside(url: string, modelsFolder: string): ModelUnusableError {
  return new ModelUnusableError(
    `The model url ${url} leads out of ${modelsFolder}, from which this server loads models.`,
  );
}
