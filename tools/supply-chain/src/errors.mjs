/** The input or the world is wrong; one line says what, where and how to fix it. */
export class SupplyChainError extends Error {
  /** @override */
  name = 'SupplyChainError';
}

/** The command was called wrongly. */
export class UsageError extends SupplyChainError {
  /** @override */
  name = 'UsageError';
}

/**
 * Runs a command's main function: 0 done, 1 the input or the world is wrong, 2 wrong usage.
 * @param {() => Promise<number | undefined>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof SupplyChainError ? `error: ${error.message}` : error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
