/** The package that every new one takes its configuration from, so that there is no template to fall behind. */
export const model = 'packages/terminal';

const configs = ['eslint.config.mjs', 'tsconfig.json', 'tsconfig.lib.json', 'tsconfig.spec.json', 'vitest.config.mjs'];

/**
 * Configuration, manifest and licence as the model has them, under the new name and without its dependencies.
 * @param {import('@nx/devkit').Tree} tree
 * @param {string} folder
 * @param {Omit<import('./generator.mjs').PackageOptions, 'description'> & { description: string }} options
 */
export function copyShape(tree, folder, options) {
  const name = model.split('/')[1] ?? '';
  for (const file of configs)
    tree.write(
      `${folder}/${file}`,
      withoutReferences(file, read(tree, file)).replaceAll(`'${name}'`, `'${options.name}'`),
    );
  tree.write(`${folder}/package.json`, toJson(toManifest(JSON.parse(read(tree, 'package.json')), options)));
  tree.write(`${folder}/LICENSE`, tree.read('LICENSE', 'utf8') ?? '');
}

/** @param {import('@nx/devkit').Tree} tree @param {string} file */
function read(tree, file) {
  const text = tree.read(`${model}/${file}`, 'utf8');
  if (text === null)
    throw new Error(
      `${model}/${file} is missing, from which new packages are copied. Restore it, or name another model in tools/generators/src/package/copy-shape.mjs.`,
    );
  return text;
}

/** References to other packages are the model's own; `nx sync` writes the new one's. @param {string} file @param {string} text */
function withoutReferences(file, text) {
  if (!file.startsWith('tsconfig.')) return text;
  const config = JSON.parse(text);
  /** @type {{ path: string }[]} */
  const references = config.references ?? [];
  return toJson({ ...config, references: references.filter(({ path }) => path.startsWith('./')) });
}

/**
 * @param {any} manifest
 * @param {Omit<import('./generator.mjs').PackageOptions, 'description'> & { description: string }} options
 */
function toManifest({ dependencies: _, exports, ...manifest }, { name, scope, type, description }) {
  return {
    ...manifest,
    name: `@detectory/${name}`,
    description,
    nx: { name, tags: [`type:${type}`, `scope:${scope}`] },
    exports: { '.': exports['.'], './package.json': exports['./package.json'] },
  };
}

/** @param {unknown} value */
function toJson(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
