import { builtinModules } from 'node:module';
import ts from 'typescript';

/**
 * Packages that the built files import and package.json doesn't list: they would be missing after an installation.
 * @param {import('./open-tarball.mjs').OpenTarball} tarball
 * @returns {string[]}
 */
export function checkImports({ files, manifest, read }) {
  const listed = new Set([
    manifest.name,
    ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies }),
  ]);
  /** @type {Map<string, string>} */
  const unlisted = new Map();
  for (const path of files.filter((file) => /^(dist|bin)\/.*\.(js|mjs|d\.ts)$/.test(file)))
    for (const name of importedPackages(read(path)))
      if (!listed.has(name) && !unlisted.has(name)) unlisted.set(name, path);
  return [...unlisted].map(
    ([name, path]) => `${path} imports ${name}, which package.json doesn't list; add it to "dependencies"`,
  );
}

/** @param {string} code JavaScript or declarations @returns {string[]} names of packages, without Node's own */
export function importedPackages(code) {
  const { importedFiles, typeReferenceDirectives } = ts.preProcessFile(code, true, true);
  return [...importedFiles, ...typeReferenceDirectives]
    .map(({ fileName }) => fileName)
    .filter((specifier) => !/^[./#]|^node:|^data:/.test(specifier) && !builtinModules.includes(specifier))
    .map((specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'));
}
