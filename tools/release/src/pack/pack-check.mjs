import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CheckError, root, runScript } from '../run-script.mjs';
import { checkTarball } from './check-tarball.mjs';
import { packProjects } from './pack-projects.mjs';

// Packs what `nx release publish` would publish and looks at each tarball; --out keeps them.
await runScript(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const destination = values.out ? resolve(values.out) : mkdtempSync(join(tmpdir(), 'detectory-pack-'));
  try {
    const tarballs = await packProjects(root, destination);
    let total = 0;
    for (const tarball of tarballs) total += report(tarball, await checkTarball(tarball.file));
    if (total > 0) throw new CheckError(`${total} problems in the tarballs (above).`);
    console.log(`pack:check: ${tarballs.length} tarballs are fit to publish`);
  } finally {
    if (!values.out) rmSync(destination, { recursive: true });
  }
});

/** @param {import('./pack-projects.mjs').Tarball} tarball @param {readonly string[]} problems */
function report({ name, sizeBytes, unpackedBytes, files }, problems) {
  const kilobytes = [sizeBytes, unpackedBytes].map((bytes) => `${(bytes / 1000).toFixed(0).padStart(5)} kB`);
  console.log(`${name.padEnd(30)} ${kilobytes[0]} packed ${kilobytes[1]} unpacked ${String(files).padStart(4)} files`);
  for (const problem of problems) console.log(`  error: ${problem}`);
  return problems.length;
}
