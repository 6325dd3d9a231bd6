/** Something is missing that can't be installed from here: one line with the fix, no stack. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}

/** As shells count it: 128 and SIGINT's number. */
const interrupted = 130;

/**
 * Runs a script's main function; a SetupError ends it with one line, an interruption without any.
 * @param {() => Promise<number | void>} main
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') {
      console.error('interrupted; nothing was left half-done');
      process.exitCode = interrupted;
      return;
    }
    console.error(error instanceof SetupError ? `error: ${error.message}` : error);
    process.exitCode = 1;
  }
}
