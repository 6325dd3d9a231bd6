/** Something is missing that can't be installed from here: one line with the fix, no stack. */
export class SetupError extends Error {
  name = 'SetupError';
}

/** Runs a script's main function; a SetupError ends it with one line. */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof SetupError ? `error: ${error.message}` : error);
    process.exitCode = 1;
  }
}
