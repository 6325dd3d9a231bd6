import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CheckError, root as here, runScript } from '../run-script.mjs';
import { generatedFiles } from './generated-files.mjs';
import { staleFiles, writeStaleFiles } from './stale-files.mjs';

// Writes every generated file anew; with --check it only says which are stale.
await runScript(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, root: { type: 'string' } } });
  const root = resolve(values.root ?? here);
  const files = await generatedFiles(root);
  const total = Object.keys(files).length;
  if (!values.check) {
    const written = writeStaleFiles(root, files);
    console.log(`generate: ${total} files, ${written.length} written${written.map((path) => `\n  ${path}`).join('')}`);
    return;
  }
  const stale = staleFiles(root, files);
  if (stale.length > 0)
    throw new CheckError(
      `${stale.length} of ${total} generated files are stale: ${stale.join(', ')}. ` +
        'Run `npm run generate` and commit what it writes; change the source, not the generated file.',
    );
  console.log(`generate: ${total} files are as their programs write them`);
});
