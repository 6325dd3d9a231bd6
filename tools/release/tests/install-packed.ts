import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ran, runProgram } from '@detectory/workspace-copy';
import { packProjects } from '../src/pack/pack-projects.mjs';
import { root } from '../src/run-script.mjs';

export interface Consumer {
  /** An empty project with every tarball installed, and nothing of the workspace in reach. */
  readonly folder: string;
  run(command: string, ...args: readonly string[]): Promise<Ran>;
  remove(): void;
}

/** Packs the workspace and installs it into an empty project, third parties' packages from npm's cache where it has them. */
export async function installPacked(): Promise<Consumer> {
  const work = realpathSync(mkdtempSync(join(tmpdir(), 'detectory-consumer-')));
  const tarballs = await packProjects(root, join(work, 'tarballs'));
  const folder = join(work, 'consumer');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  const run = (command: string, ...args: readonly string[]) => runProgram(command, args, { cwd: folder });
  const quiet = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  const installed = await run('npm', 'install', ...quiet, ...tarballs.map(({ file }) => file), '@types/node@20');
  if (installed.code !== 0) throw new Error(`The tarballs can't be installed: ${installed.output}`);
  return { folder, run, remove: () => rmSync(work, { recursive: true, force: true }) };
}
