import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { problemKindInfo } from '@arethetypeswrong/core/problems';

// We publish ESM alone: what old Node resolution or require() would find is nobody's concern.
const ours = ['node16-esm', 'bundler'];

/**
 * arethetypeswrong: whether TypeScript finds for each entry point the types of what Node would load.
 * @param {string} file the tarball
 * @param {import('./open-tarball.mjs').OpenTarball} tarball
 * @returns {Promise<string[]>}
 */
export async function checkTypes(file, { manifest }) {
  if (!manifest.exports) return [];
  const typed = Object.entries(manifest.exports).filter(([, target]) => typeof target === 'object');
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(file))), {
    entrypoints: typed.map(([entry]) => entry),
  });
  if (!analysis.types) return ['has no types; is it built?'];
  return analysis.problems
    .filter((problem) => !('resolutionKind' in problem) || ours.includes(problem.resolutionKind))
    .map((problem) => {
      const where = 'entrypoint' in problem ? ` at "${problem.entrypoint}" (${problem.resolutionKind})` : '';
      return `${problemKindInfo[problem.kind].description}${where}`;
    });
}
