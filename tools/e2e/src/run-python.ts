import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pythonOf } from './workspace.js';

export interface PythonRun {
  /** Which of the workspace's Python environments. Default: YOLOv5's own. */
  readonly environment?: 'training' | 'coco';
  /** Given to the script as JSON on its standard input. */
  readonly input?: unknown;
}

/** Runs a script of `python/`; answers what it printed, parsed as JSON. */
export async function runPython(
  script: string,
  args: readonly string[],
  { environment = 'training', input }: PythonRun = {},
): Promise<unknown> {
  const python = pythonOf(environment);
  if (!existsSync(python)) throw new Error(`The Python environment for ${environment} is missing: run npm run setup.`);
  const child = spawn(python, [fileURLToPath(new URL(`../python/${script}`, import.meta.url)), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input === undefined ? '' : JSON.stringify(input));
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${script} ended with ${String(code)}: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
