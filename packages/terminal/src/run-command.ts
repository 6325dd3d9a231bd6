import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Exit code of a shell for a command that isn't there. */
const notFound = 127;

/**
 * Runs another program in our place, with our input and output, and hands SIGTERM and SIGINT on to it and all that it
 * started; answers its exit code, 128 and the signal's number where a signal ended it. For an image's entry: SageMaker's local
 * mode runs other commands in our images, such as chmod to clean up.
 */
export function runCommand(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    // On a terminal the program stays in the group that the terminal itself sends Ctrl-C to.
    const hasOwnGroup = !process.stdin.isTTY;
    const handOn = (signal: NodeJS.Signals) => {
      if (hasOwnGroup && child.pid !== undefined) killGroup(child.pid, signal);
      else child.kill(signal);
    };
    const signals = ['SIGTERM', 'SIGINT'] as const;
    // Before the program starts: a signal that came between the two would end us and leave it behind.
    for (const signal of signals) process.on(signal, handOn);
    const child = spawn(command, args, { stdio: 'inherit', detached: hasOwnGroup });
    const finish = (code: number) => {
      for (const signal of signals) process.off(signal, handOn);
      resolve(code);
    };
    child.once('error', (error) => {
      process.stderr.write(`error: ${command} can't be run: ${error.message}\n`);
      finish(notFound);
    });
    child.once('exit', (code, signal) => finish(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

function killGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // It has ended already.
  }
}
