import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './fail.mjs';
import { run } from './run.mjs';
import { isFresh, root, writeStamp } from './workspace.mjs';

const stamp = join(root, 'node_modules', '.detectory-stamp');

export function assertNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new SetupError(
      `Node ${process.versions.node} is too old; Detectory needs 20.19 or newer. Install it from nodejs.org or with your version manager.`,
    );
}

/** npm packages as the lock file names them. */
export async function ensurePackages() {
  const sources = ['package-lock.json', 'package.json', ...workspaceManifests()];
  if (existsSync(join(root, 'node_modules', 'nx')) && isFresh(stamp, sources)) return;
  console.log('setup: installing npm packages (half a minute)');
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    quiet: true,
  });
  if (code !== 0)
    throw new SetupError(
      `npm ci failed: ${firstLines(output)}. Check that the npm registry can be reached, then run this again.`,
    );
  writeStamp(stamp, sources);
}

function firstLines(output) {
  return output.trim().split('\n').slice(0, 4).join(' | ');
}

function workspaceManifests() {
  return ['packages', 'apps', 'containers', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .sort()
      .map((name) => join(folder, name, 'package.json'))
      .filter((file) => existsSync(join(root, file))),
  );
}
