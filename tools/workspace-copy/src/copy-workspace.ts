import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Ran, runProgram } from './run-program.js';

const original = fileURLToPath(new URL('../../../', import.meta.url));

export interface CopyOptions {
  /** Take the `dist` folders along, so that nothing unchanged is built again. Default false. */
  readonly withBuilds?: boolean;
}

export interface WorkspaceCopy {
  readonly root: string;
  /** Runs a program in the copy. */
  run(command: string, ...args: readonly string[]): Promise<Ran>;
  /** As `run`; an exit code other than 0 is an error that shows what was printed. */
  mustRun(command: string, ...args: readonly string[]): Promise<Ran>;
  remove(): void;
}

const environment = {
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_NO_CLOUD: 'true',
  NX_SKIP_NX_CACHE: 'true',
  FORCE_COLOR: '0',
  CI: 'true',
};

/**
 * The workspace as it stands, uncommitted files too, as a new git repository with one commit in a temporary folder. Third
 * parties' packages are links into our node_modules; the workspace's own resolve to the copy.
 */
export async function copyWorkspace({ withBuilds = false }: CopyOptions = {}): Promise<WorkspaceCopy> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'detectory-workspace-')));
  const run = (command: string, ...args: readonly string[]) =>
    runProgram(command, args, { cwd: root, env: environment });
  const mustRun = async (command: string, ...args: readonly string[]): Promise<Ran> => {
    const ran = await run(command, ...args);
    if (ran.code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${ran.code}: ${ran.output}`);
    return ran;
  };
  for (const path of await workspaceFiles()) copy(path, root);
  if (withBuilds) for (const path of projectFolders(original)) copy(join(path, 'dist'), root);
  linkModules(root);
  await mustRun('git', 'init', '--quiet', '--initial-branch=main');
  for (const [name, value] of ['user.name=Test', 'user.email=test@example.invalid'].map((pair) => pair.split('=')))
    await mustRun('git', 'config', name ?? '', value ?? '');
  await mustRun('git', 'add', '--all');
  await mustRun('git', 'commit', '--quiet', '--message=chore: start');
  return { root, run, mustRun, remove: () => rmSync(root, { recursive: true, force: true }) };
}

async function workspaceFiles(): Promise<string[]> {
  // The files may belong to another user than the one who tests.
  const args = ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const { code, stdout, output } = await runProgram('git', args, { cwd: original });
  if (code !== 0) throw new Error(`git can't list the workspace's files: ${output}`);
  return stdout.split('\0').filter((path) => path !== '' && !path.startsWith('.python'));
}

function copy(path: string, root: string): void {
  const source = join(original, path);
  if (!existsSync(source)) return;
  mkdirSync(dirname(join(root, path)), { recursive: true });
  cpSync(source, join(root, path), { recursive: true, preserveTimestamps: true });
}

/** Links each package but the workspace's own, which are linked to where they lie in the copy, as npm does. */
function linkModules(root: string): void {
  const modules = join(root, 'node_modules');
  mkdirSync(join(modules, '@detectory'), { recursive: true });
  const linked = (name: string) => name === '.bin' || !(name.startsWith('.') || name === '@detectory');
  for (const name of readdirSync(join(original, 'node_modules')).filter(linked))
    symlinkSync(join(original, 'node_modules', name), join(modules, name));
  for (const name of readdirSync(join(original, 'node_modules', '@detectory')))
    cpSync(join(original, 'node_modules', '@detectory', name), join(modules, '@detectory', name), {
      verbatimSymlinks: true,
    });
}

function projectFolders(root: string): string[] {
  return ['packages', 'apps', 'tools'].flatMap((room) => readdirSync(join(root, room)).map((name) => join(room, name)));
}
