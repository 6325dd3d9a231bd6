import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './workspace.js';

export interface PrepProcess {
  readonly child: ChildProcess;
  /** How it ended; `null`: by a signal. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

/** Starts the training image's `prepare` as a process of its own, so that it can be killed. */
export function startPrep(args: readonly string[], environment: Record<string, string> = {}): PrepProcess {
  const child = spawn(process.execPath, [join(root, 'apps/prep/dist/container.js'), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DETECTORY_ML_ROOT: join(root, 'no-such-folder'), ...environment },
  });
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return {
    child,
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, stderr }))),
  };
}

/** Runs it to its end, which must be a good one. */
export async function mustPrepare(args: readonly string[], environment?: Record<string, string>): Promise<string> {
  const { code, stderr } = await startPrep(args, environment).ended;
  if (code !== 0) throw new Error(`prepare ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stderr;
}

/** Kills it after `ms`, with no chance to clean up, unless it has ended; answers how it ended. */
export async function killAfter({ child, ended }: PrepProcess, ms: number): PrepProcess['ended'] {
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  const end = await ended;
  clearTimeout(timer);
  return end;
}
