/** An abort signal for the first Ctrl-C or SIGTERM; the second ends this process as if nobody had listened. */
export function onInterrupt(onFirst: () => void): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    onFirst();
    controller.abort();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return controller.signal;
}
