import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { trainingPython } from './workspace.js';

/** Runs a script of `python/` with YOLOv5's own environment; answers what it printed, parsed as JSON. */
export async function runPython(script: string, args: readonly string[]): Promise<unknown> {
  if (!existsSync(trainingPython))
    throw new Error('The Python environment for training is missing: run npm run setup.');
  const child = spawn(trainingPython, [fileURLToPath(new URL(`../python/${script}`, import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${script} ended with ${String(code)}: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
