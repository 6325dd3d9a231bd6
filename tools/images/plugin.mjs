import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The Nx plugin of the images: any folder under containers/ with a Dockerfile gets the targets `bundle` and `image`,
 * and depends on the projects whose entries its package.json names under `detectory.bundle`, so that nobody lists
 * packages by hand: what those projects import, Nx knows.
 */
export const name = 'detectory-images';

export const createNodesV2 = [
  'containers/*/Dockerfile',
  (dockerfiles, _options, { workspaceRoot }) =>
    dockerfiles.map((dockerfile) => [dockerfile, { projects: describeContainer(dirname(dockerfile), workspaceRoot) }]),
];

function describeContainer(folder, workspaceRoot) {
  const { nx, detectory } = readJson(join(workspaceRoot, folder, 'package.json'));
  const bundled = Object.values(detectory?.bundle ?? {}).map((entry) => owningProject(entry, workspaceRoot));
  return {
    [folder]: {
      root: folder,
      implicitDependencies: [...new Set([...bundled, 'images'])],
      targets: { bundle: bundleTarget(nx.name), image: imageTarget(nx.name) },
    },
  };
}

function bundleTarget(project) {
  return {
    command: `node tools/images/bundle.mjs ${project}`,
    cache: true,
    inputs: ['{projectRoot}/package.json', '^production', 'sharedGlobals', { externalDependencies: ['esbuild'] }],
    outputs: ['{projectRoot}/dist'],
    metadata: {
      description: 'Bundles what the image runs, and prunes the lock file to what the bundle leaves outside.',
    },
  };
}

/**
 * Never cached by Nx: a cache would restore the record of an image that this machine doesn't have. Its own skip rule
 * does better: an image whose tag, the hash of its build context, is already there is not built again.
 */
function imageTarget(project) {
  return {
    command: `node tools/images/build.mjs ${project}`,
    cache: false,
    dependsOn: ['bundle'],
    metadata: { description: 'Builds the image unless one of the same content is there; writes image.json.' },
  };
}

/** The name of the project that a source file belongs to: the nearest folder upwards with a package.json. */
function owningProject(entry, workspaceRoot) {
  for (let folder = dirname(entry); folder !== '.'; folder = dirname(folder)) {
    const manifest = join(workspaceRoot, folder, 'package.json');
    if (existsSync(manifest)) return readJson(manifest).nx.name;
  }
  const known = readdirSync(workspaceRoot).join(', ');
  throw new Error(`No project owns ${entry}, which a container bundles; its path is meant from the root (${known}).`);
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
