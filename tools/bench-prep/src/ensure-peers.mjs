import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureUv, findPython } from '@detectory/setup/ensure-python';
import { SetupError } from '@detectory/setup/fail';
import { run } from '@detectory/setup/run';
import { isFresh, root, writeStamp } from '@detectory/setup/workspace';
import { cache, python } from './places.mjs';

const lock = 'tools/bench-prep/peers.lock';

/** The peers in an environment of their own, as pinned; the second time there is nothing to do. */
export async function ensurePeers() {
  const venv = join(cache, 'venv');
  const stamp = join(venv, '.detectory-stamp');
  if (isFresh(stamp, [lock])) return;
  console.log('bench: installing the peers (1 GB, a minute or two)');
  mkdirSync(cache, { recursive: true });
  rmSync(venv, { recursive: true, force: true });
  const base = await findPython();
  const uv = await ensureUv(base);
  const sync = ['pip', 'sync', '--quiet', '--python', python, '--require-hashes', join(root, lock)];
  for (const args of [['venv', '--quiet', '--python', base, venv], sync]) {
    const { code } = await run(uv, args);
    if (code !== 0)
      throw new SetupError(
        "The peers can't be installed (above). Check that PyPI can be reached, then run this again.",
      );
  }
  writeStamp(stamp, [lock]);
}
