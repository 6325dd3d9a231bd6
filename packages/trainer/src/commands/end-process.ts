import { writeFileSync } from 'node:fs';
import { isWorkLeft } from '../stop/or-give-up.js';

/**
 * Ends this program with a code. Node's own exit waits for threads, and so for a disk that doesn't answer; where work was given
 * up, the image's entry (bin/entry.sh) reads the code from a file that it named, and the program is killed.
 */
export function endProcess(code: number, environment: NodeJS.ProcessEnv = process.env): never {
  const file = environment['DETECTORY_EXIT_CODE_FILE'];
  if (file !== undefined && isWorkLeft() && isWritten(file, code)) process.kill(process.pid, 'SIGKILL');
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
