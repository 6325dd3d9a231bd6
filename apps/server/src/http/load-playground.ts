import type { PlaygroundPage } from '@detectory/playground';

/** The page to try a model on; loaded only where it is shown. */
export async function loadPlayground(): Promise<PlaygroundPage> {
  const { playgroundPage } = await import('@detectory/playground');
  return playgroundPage;
}
