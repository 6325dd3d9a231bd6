import { spawn } from 'node:child_process';
import { EngineMissingError } from '../../errors.js';

export interface DockerRun {
  readonly args: readonly string[];
  /** Given to stdin: what must not stand in the arguments, which every user of the machine can read. */
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the engine's progress goes instead of into the answer: a file descriptor of this process, or nowhere. */
  readonly progress?: number | 'ignore';
  readonly signal?: AbortSignal | undefined;
}

export interface DockerResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How long a stopped client may take to cancel its request. */
const stopGraceMs = 5_000;

/**
 * Runs docker's own command-line client, in a process group of its own: Ctrl-C is answered here, once.
 * @throws EngineMissingError when there is no such program
 */
export function runDocker(run: DockerRun): Promise<DockerResult> {
  const child = spawn('docker', run.args, {
    stdio: ['pipe', run.progress ?? 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, ...run.environment },
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  // A client that ends before it has read everything closes the pipe; its exit tells why.
  child.stdin?.on('error', () => undefined).end(run.input ?? '');
  const stop = () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), stopGraceMs).unref();
  };
  if (run.signal?.aborted) stop();
  run.signal?.addEventListener('abort', stop, { once: true });
  return new Promise<DockerResult>((resolve, reject) => {
    child.once('error', (cause) => reject(new EngineMissingError({ cause })));
    child.once('close', (code) => resolve({ code, stdout: stdout(), stderr: stderr() }));
  }).finally(() => run.signal?.removeEventListener('abort', stop));
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
