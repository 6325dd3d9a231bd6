import { spawn } from 'node:child_process';

/** Exit code of a shell for a command that isn't there. */
const notFound = 127;

/**
 * Runs another program in our place, with our input and output, and hands SIGTERM and SIGINT on to it; answers its exit
 * code. For an image's entry: SageMaker's local mode runs other commands in our images, such as chmod to clean up.
 */
export function runCommand(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit' });
    const handOn = (signal: NodeJS.Signals) => void child.kill(signal);
    const signals = ['SIGTERM', 'SIGINT'] as const;
    for (const signal of signals) process.on(signal, handOn);
    const finish = (code: number) => {
      for (const signal of signals) process.off(signal, handOn);
      resolve(code);
    };
    child.once('error', (error) => {
      process.stderr.write(`error: ${command} can't be run: ${error.message}\n`);
      finish(notFound);
    });
    child.once('exit', (code) => finish(code ?? 1));
  });
}
