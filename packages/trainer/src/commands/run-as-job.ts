import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type MlPaths, toMlPaths } from '../contract/ml-paths.js';
import { StoppedTooEarlyError } from '../errors.js';
import { toFailureText } from '../metrics/to-failure-text.js';
import { endProcess } from './end-process.js';
import { exportSmEnvironment } from './export-sm-environment.js';
import { toPlainLine } from './plain-line.js';

export interface JobContext {
  readonly paths: MlPaths;
  /** One line of the job's log. */
  readonly log: (line: string) => void;
  /** Aborted on SIGTERM and SIGINT. */
  readonly signal: AbortSignal;
}

/**
 * Runs one of the image's own commands as SageMaker expects it: 0 and done, or 1 and the cause in output/failure, which
 * nobody else writes.
 */
export async function runAsJob(work: (context: JobContext) => Promise<void>): Promise<number> {
  // What is left for others to read, whoever started the container: the SDK's local mode packs it as another user.
  process.umask(0o022);
  const paths = toMlPaths(process.env['DETECTORY_ML_ROOT']);
  const stop = new AbortController();
  const tooEarly = 'The job was stopped before it had anything to keep. Start it again.';
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => stop.abort(new StoppedTooEarlyError(tooEarly)));
  // What is thrown where nobody waits for it, such as an `error` event without a listener, ends the program all the same.
  process.on('uncaughtException', (error) => {
    tellFailure(paths, error);
    endProcess(1);
  });
  try {
    await exportSmEnvironment(paths);
    await work({ paths, log, signal: stop.signal });
    return 0;
  } catch (error) {
    tellFailure(paths, error);
    return 1;
  }
}

function log(line: string): void {
  const plain = toPlainLine(line);
  if (plain !== undefined) process.stdout.write(`${plain}\n`);
}

function tellFailure(paths: MlPaths, error: unknown): void {
  const text = toFailureText(error);
  process.stderr.write(`${error instanceof Error && error.stack && !('blame' in error) ? error.stack : text}\n`);
  writeFailure(paths, text);
}

function writeFailure({ failure }: MlPaths, text: string): void {
  try {
    mkdirSync(dirname(failure), { recursive: true });
    writeFileSync(failure, text);
  } catch (error) {
    process.stderr.write(`The cause could not be written to ${failure}: ${(error as Error).message}\n`);
  }
}
