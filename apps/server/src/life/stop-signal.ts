/** Resolves with the first SIGTERM or SIGINT. Listening begins at once, so that a signal during start-up is not lost. */
export function nextStopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
}
