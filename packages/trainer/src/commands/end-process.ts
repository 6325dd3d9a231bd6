import { writeFileSync } from 'node:fs';
import { isWorkLeft } from '../stop/or-give-up.js';

let codeFile: string | undefined;

/** Takes the file for the exit code out of the environment, which all that this program starts has too: the code is its own alone. */
export function takeExitCodeFile(environment: NodeJS.ProcessEnv = process.env): void {
  codeFile = environment['DETECTORY_EXIT_CODE_FILE'];
  delete environment['DETECTORY_EXIT_CODE_FILE'];
}

/**
 * Ends this program with a code. Node's own exit waits for threads, and so for a disk that doesn't answer; where work was given
 * up, the image's entry (bin/entry.sh) reads the code from a file that it named, and the program is killed.
 */
export function endProcess(code: number): never {
  // Empty where the entry could make none.
  if (codeFile && isWorkLeft() && isWritten(codeFile, code)) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}

function isWritten(file: string, code: number): boolean {
  try {
    writeFileSync(file, String(code));
    return true;
  } catch {
    return false;
  }
}
