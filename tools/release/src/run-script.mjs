import { fileURLToPath } from 'node:url';

/** The workspace's root folder. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A check said no: its message stands alone, without a stack. */
export class CheckError extends Error {
  /** @override */
  name = 'CheckError';
}

/** Runs a script's main function; a CheckError ends it with one line. @param {() => Promise<void>} main */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof CheckError ? `error: ${error.message}` : error);
    process.exitCode = 1;
  }
}
