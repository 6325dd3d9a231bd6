import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '@detectory/setup/workspace';
import { pruneLockFile } from './prune-lock-file.mjs';

/** Packages with native code: they stay outside the bundle and are installed in the image, as the lock file pins them. */
const nativePackages = ['onnxruntime-node', 'sharp'];

/**
 * Writes `dist/`: one ES module for each entry, and the package.json and lock file of what stays outside them; beside
 * it `bundle-meta.json`, esbuild's account of what went in. The same sources give the same bytes.
 * @param {import('./container.mjs').Container} container
 */
export async function bundleContainer({ kind, folder, bundle }) {
  const target = join(folder, 'dist');
  const temporary = `${target}.${process.pid}`;
  try {
    const { metafile } = await build(toBuildOptions(bundle, temporary));
    const names = findExternals(metafile);
    const { manifest, lockFile } = await pruneLockFile(`detectory-${kind}`, names);
    await mkdir(temporary, { recursive: true });
    await writeFile(join(temporary, 'package.json'), manifest);
    await writeFile(join(temporary, 'package-lock.json'), lockFile);
    await rm(target, { recursive: true, force: true });
    await rename(temporary, target);
    await writeFile(join(folder, 'bundle-meta.json'), `${JSON.stringify(metafile)}\n`);
    const outputs = Object.values(metafile.outputs);
    return { files: outputs.length, bytes: outputs.reduce((total, output) => total + output.bytes, 0) };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function toBuildOptions(entryPoints, outdir) {
  return {
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    outExtension: { '.js': '.mjs' },
    conditions: ['@detectory/source'],
    external: nativePackages,
    // Express and others are CommonJS and call `require` for Node's own modules.
    banner: {
      js: "import { createRequire as createBundleRequire } from 'node:module';\nconst require = createBundleRequire(import.meta.url);",
    },
    legalComments: 'inline',
    metafile: true,
    logLevel: 'warning',
  };
}

/** What the bundle still imports and Node doesn't bring. */
function findExternals({ outputs }) {
  const imported = Object.values(outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  const paths = new Set(imported.map(({ path }) => path));
  return nativePackages.filter((name) => paths.has(name));
}
