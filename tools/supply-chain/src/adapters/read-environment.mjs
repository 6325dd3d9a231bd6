import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNativeLibrary } from '../native/wheel-libraries.mjs';
import { SupplyChainError } from '../errors.mjs';
import { isMetadata } from '../python/read-packages.mjs';
import { root } from './workspace.mjs';

/** @import { RootfsFacts } from '../types.js' */

/**
 * What the Python environment for training holds, as `npm run setup` installed it.
 * @returns {RootfsFacts}
 */
export function readEnvironment() {
  const folder = join(root, '.python', 'training');
  const libraries = join(folder, 'lib');
  const versions = existsSync(libraries) ? readdirSync(libraries).filter((name) => name.startsWith('python3')) : [];
  const version = versions[0];
  if (!version)
    throw new SupplyChainError(
      '.python/training is not installed, so its licences are not known. Run `npm run setup`.',
    );
  const base = `lib/${version}/site-packages`;
  const paths = readdirSync(join(folder, base), { recursive: true, encoding: 'utf8' })
    .map((path) => `${base}/${path.replaceAll('\\', '/')}`)
    .sort();
  const texts = new Map(paths.filter(isMetadata).map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  return { texts, links: new Map(), natives: paths.filter((path) => isNativeLibrary(`/${path}`)), programs: [] };
}
