import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserCodeInvalidError } from './errors.js';

const handlerFile = 'handler.mjs';

/**
 * The path of a model's `code/handler.mjs`; undefined where the model has no handler.
 * @throws UserCodeInvalidError where one stands there under a name that isn't run
 */
export async function findHandler(modelFolder: string): Promise<string | undefined> {
  const folder = join(modelFolder, 'code');
  const names = await readdir(folder).catch((): string[] => []);
  if (names.includes(handlerFile)) return join(folder, handlerFile);
  const other = names.find((name) => /^handler\.(m?ts|cts|js|cjs|jsx|tsx)$/.test(name));
  if (other === undefined) return undefined;
  throw new UserCodeInvalidError(
    /ts/.test(other)
      ? `The model has code/${other} and no code/${handlerFile}; TypeScript is not compiled here. ` +
          `Compile it (npx tsc, or npx esbuild code/${other} --bundle --platform=node --format=esm --outfile=code/${handlerFile}) and pack the model again.`
      : `The model has code/${other} and no code/${handlerFile}; only an ECMAScript module of that name is run. Rename it and pack the model again.`,
  );
}
