import { vi } from 'vitest';
import { run } from '../src/main.js';

export interface CapturedRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as its bin does, and what it printed. */
export async function runCaptured(...words: string[]): Promise<CapturedRun> {
  const printed = { stdout: '', stderr: '' };
  const capture = (stream: 'stdout' | 'stderr'): { mockRestore(): void } =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      printed[stream] += String(text);
      return true;
    });
  const spies = [capture('stdout'), capture('stderr')];
  try {
    return { exitCode: await run(['node', 'detectory-prep', ...words]), ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
