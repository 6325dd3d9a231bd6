import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../bin/detectory-serve.mjs', import.meta.url));

/** A model whose answer is always one box, as `writeFusedModel` of inference-core's tests makes it. */
export const constantModel = fileURLToPath(new URL('fixtures/constant-model', import.meta.url));
// fixtures/bare-yolov5.onnx, for tools/e2e, is the same box from a bare YOLOv5 export, as `rawYolov5Onnx` of those tests makes it:
// without a `model.json`, boxes not yet suppressed.
/**
 * A raw YOLOv5 export for 64 and for 32 pixels whose rows never change: a hammer of 0.9, another that overlaps it by 0.88 of 0.7,
 * a drill of 0.6 and a hammer of 0.3. A photo's boxes are twice as large through the smaller one.
 */
export const boxesModel = fileURLToPath(new URL('fixtures/boxes-model', import.meta.url));
/** 2000 × 1500 black pixels: a few kilobytes, and some ten milliseconds of decoding. */
export const blankPhoto = fileURLToPath(new URL('fixtures/blank.png', import.meta.url));

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

export interface RunningServer {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has logged so far. */
  lines(): readonly LogLine[];
  output(): string;
  /** Sends the signal; answers the exit code once the process has ended. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the real command on a free port; hands it on when it has logged `until`. */
export async function startServer(
  args: readonly string[],
  { env = {}, until = 'ready' }: { readonly env?: Record<string, string>; readonly until?: 'ready' | 'listening' } = {},
): Promise<RunningServer> {
  const child = spawnServer(['--port', '0', '--host', '127.0.0.1', '--json', ...args], env);
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(() => child.exitCode);
  const lines = () => parseLines(output);
  while (!lines().some(({ message }) => message === until)) {
    const more = await Promise.race([ended.then(() => 'ended'), once(child.stderr!, 'data')]);
    if (more === 'ended') throw new Error(`the server ended before it was ${until}: ${output}`);
  }
  return {
    url: lines().find(({ message }) => message === 'listening')?.['url'] as string,
    child,
    lines,
    output: () => output,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command to its end. */
export async function runServer(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const child = spawnServer(args, env);
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
}

function spawnServer(args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [bin, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
}

function parseLines(output: string): readonly LogLine[] {
  // The last piece may be half a line.
  return output
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as LogLine] : []));
}
