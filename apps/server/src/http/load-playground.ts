import type { PlaygroundPage } from '@detectory/playground';

/** The page to try a model on, and the headers that it is served with; loaded only where it is shown. */
export async function loadPlayground(): Promise<PlaygroundPage> {
  return (await import('@detectory/playground')).playgroundPage;
}
