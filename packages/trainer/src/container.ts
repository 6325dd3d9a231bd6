import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { toMlPaths } from './contract/ml-paths.js';
import { createProgressChannel } from './control/progress-channel.js';
import { runTrainingJob } from './control/run-training-job.js';
import { toFailureText } from './metrics/to-failure-text.js';

/** The training control program: what `docker run IMAGE train` starts, and what the local runner starts as a process. */
async function main([command = 'train', ...rest]: readonly string[]): Promise<number> {
  if (command === 'train') return train();
  return execute(command, rest);
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

/** SageMaker's local mode runs other commands in our image, such as chmod to clean up: they run as they are. */
function execute(command: string, rest: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, rest, { stdio: 'inherit' });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
    child.once('error', (error) => {
      process.stderr.write(`${command} can't be run: ${error.message}\n`);
      resolve(127);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

process.exitCode = await main(process.argv.slice(2));
