import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '@detectory/terminal';
import { toMlPaths } from './contract/ml-paths.js';
import { createProgressChannel } from './control/progress-channel.js';
import { runTrainingJob } from './control/run-training-job.js';
import { toFailureText } from './metrics/to-failure-text.js';

/** Stands beside this file in the image. */
const prepBundle = fileURLToPath(new URL('./prep.mjs', import.meta.url));

/** The training control program: what `docker run IMAGE train` starts, and what the local runner starts as a process. */
async function main([command = 'train', ...rest]: readonly string[]): Promise<number> {
  if (command === 'train') return train();
  if (command === 'prepare') return runCommand(process.execPath, [prepBundle, ...rest]);
  return runCommand(command, rest);
}

async function train(): Promise<number> {
  const paths = toMlPaths(process.env['DETECTORY_ML_ROOT']);
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
  const log = (line: string) => process.stdout.write(`${line}\n`);
  try {
    await runTrainingJob({ paths, report: createProgressChannel(), log, signal: stop.signal });
    return 0;
  } catch (error) {
    const text = toFailureText(error);
    process.stderr.write(`${error instanceof Error && error.stack && !('blame' in error) ? error.stack : text}\n`);
    mkdirSync(dirname(paths.failure), { recursive: true });
    writeFileSync(paths.failure, text);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
