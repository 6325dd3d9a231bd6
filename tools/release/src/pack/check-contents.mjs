import { posix } from 'node:path';

const required = ['package.json', 'README.md', 'LICENSE'];
const unwanted = [
  [/\.test\.|(^|\/)(tests|testing|test-output|out-tsc|fixtures)\//, 'belongs to tests'],
  [/\.tsbuildinfo$/, 'is a compiler cache'],
  [/(^|\/)(\.env|\.npmrc)$/, 'may hold credentials'],
];

/**
 * What is in a tarball and shouldn't be, and what should be and isn't.
 * @param {import('./open-tarball.mjs').OpenTarball} tarball
 * @returns {string[]}
 */
export function checkContents({ files, manifest, read }) {
  const bins = Object.values(manifest.bin ?? {}).map((path) => posix.normalize(path));
  const missing = [...required, ...bins]
    .filter((path) => !files.includes(path))
    .map((path) => `${path} is missing; list it in "files" of package.json, or run \`npm run generate\` for LICENSE`);
  const extra = unwanted.flatMap(([pattern, why]) =>
    files
      .filter((path) => /** @type {RegExp} */ (pattern).test(path))
      .map((path) => `${path} ${why}; leave it out with "files" of package.json`),
  );
  return [...missing, ...extra, ...danglingSources(files, read)];
}

/** @param {readonly string[]} files @param {(path: string) => string} read */
function danglingSources(files, read) {
  return files
    .filter((path) => path.endsWith('.map'))
    .flatMap((path) => {
      const map = JSON.parse(read(path));
      const sources = map.sourcesContent ? [] : /** @type {string[]} */ (map.sources);
      return sources
        .map((source) => posix.join(posix.dirname(path), map.sourceRoot ?? '', source))
        .filter((source) => !files.includes(source))
        .map((source) => `${path} points to ${source}, which is not packed; build anew, or pack the sources`);
    });
}
