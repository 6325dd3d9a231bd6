import { existsSync } from 'node:fs';
import { SetupError } from '@detectory/setup/fail';
import { run } from '@detectory/setup/run';

/** Installs the Debian packages whose files are missing. @param {Readonly<Record<string, string>>} packages file → package */
export async function ensureDebianPackages(packages) {
  const missing = Object.entries(packages)
    .filter(([file]) => !existsSync(file))
    .map(([, name]) => name);
  if (missing.length === 0) return;
  console.log(`engine: installing ${missing.join(', ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '--quiet=2'], { quiet: true, env });
  const args = ['install', '--yes', '--quiet=2', '--no-install-recommends', ...missing];
  const { code, output } = await run('apt-get', args, { quiet: true, env });
  if (code === 0) return;
  const reason = output.trim().split('\n').slice(-3).join('\n  ');
  throw new SetupError(`apt-get can't install ${missing.join(', ')}:\n  ${reason}`);
}
