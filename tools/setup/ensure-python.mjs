import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './fail.mjs';
import { run } from './run.mjs';
import { isFresh, root, writeStamp } from './workspace.mjs';

/** One Python environment for each purpose: training's pins, the emulator's and the reference's for evaluation never meet. */
const environments = {
  training: { lock: 'containers/training/requirements.lock', size: 'about 5 GB, a few minutes' },
  aws: { lock: 'tools/python/aws.lock', size: 'half a minute' },
  coco: { lock: 'tools/python/coco.lock', size: 'a few seconds' },
};

const folder = join(root, '.python');
const uvLock = 'containers/training/uv.lock';

/** @param {readonly (keyof typeof environments)[]} names */
export async function ensurePython(names) {
  const missing = names.filter((name) => !isFresh(stampOf(name), [environments[name].lock]));
  if (missing.length === 0) return;
  const python = await findPython();
  const uv = await ensureUv(python);
  for (const name of missing) await install(uv, python, name);
}

function stampOf(name) {
  return join(folder, name, '.detectory-stamp');
}

const supported = /^Python 3\.(10|11|12)\./;

/** @returns {Promise<string>} a Python 3.10 to 3.12, the versions that YOLOv5 with torch 2.5.1 runs on */
export async function findPython() {
  const candidates = [process.env.DETECTORY_BASE_PYTHON, 'python3.11', 'python3.12', 'python3.10', 'python3', 'python'];
  for (const candidate of candidates.filter(Boolean)) {
    const { code, output } = await run(candidate, ['--version'], { quiet: true });
    if (code === 0 && supported.test(output)) return candidate;
  }
  throw new SetupError(
    'No Python 3.10, 3.11 or 3.12 was found. Install one (Debian: apt-get install python3 python3-venv), or set DETECTORY_BASE_PYTHON to its path.',
  );
}

/** uv installs what the lock files name, hashes checked; it comes from PyPI itself, into a folder of its own. */
export async function ensureUv(python) {
  const uv = join(folder, 'uv', 'bin', 'uv');
  const stamp = stampOf('uv');
  if (existsSync(uv) && isFresh(stamp, [uvLock])) return uv;
  console.log('setup: installing uv');
  rmSync(join(folder, 'uv'), { recursive: true, force: true });
  const made = await run(python, ['-m', 'venv', join(folder, 'uv')], { quiet: true });
  if (made.code !== 0)
    throw new SetupError(
      `${python} can't make virtual environments. Install its venv module (Debian: apt-get install python3-venv).`,
    );
  const args = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--require-hashes',
    '-r',
    join(root, uvLock),
  ];
  const installed = await run(join(folder, 'uv', 'bin', 'python'), args, { quiet: true });
  if (installed.code !== 0)
    throw new SetupError(
      `uv can't be installed (${lastLine(installed.output)}). Check that PyPI can be reached, then run this again.`,
    );
  writeStamp(stamp, [uvLock]);
  return uv;
}

async function install(uv, python, name) {
  const { lock, size } = environments[name];
  console.log(`setup: installing the Python environment for ${name} (${size})`);
  const target = join(folder, name);
  rmSync(target, { recursive: true, force: true });
  const made = await run(uv, ['venv', '--quiet', '--python', python, target]);
  const synced =
    made.code === 0
      ? await run(uv, [
          'pip',
          'sync',
          '--compile-bytecode',
          '--python',
          join(target, 'bin', 'python'),
          '--require-hashes',
          join(root, lock),
        ])
      : made;
  if (synced.code !== 0)
    throw new SetupError(
      `The Python environment for ${name} can't be installed (above). Check that PyPI can be reached and the disk has room, then run this again.`,
    );
  writeStamp(stampOf(name), [lock]);
}

function lastLine(text) {
  return text.trim().split('\n').at(-1);
}
