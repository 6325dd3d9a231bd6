/**
 * Does `work` with a signal that the first Ctrl-C or SIGTERM aborts; the second ends this process as if nobody had
 * listened, and so does the first once the work is done.
 */
export async function withInterrupt<Result>(
  onFirst: () => void,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const stop = () => {
    onFirst();
    forget();
    controller.abort();
  };
  const forget = () => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return work(controller.signal).finally(forget);
}
