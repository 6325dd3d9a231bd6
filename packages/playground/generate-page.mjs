import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const page = fileURLToPath(new URL('./page/', import.meta.url));

/**
 * The page's script and style, each as one minified text; `npm run generate` writes them. They are part of the sources, so
 * that a server and its bundle need no file beside them and no build before them.
 */
export default async function generatePage() {
  const { outputFiles } = await build({
    absWorkingDir: page,
    entryPoints: ['main.ts', 'style/main.css'],
    outdir: page,
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
  const textOf = (/** @type {string} */ ending) => outputFiles.find(({ path }) => path.endsWith(ending))?.text.trim();
  return {
    'src/generated/bundle.ts': `/** Bundled from \`page/\` by \`npm run generate\`. */
export const script = ${JSON.stringify(textOf('.js'))};
export const style = ${JSON.stringify(textOf('.css'))};
`,
  };
}
