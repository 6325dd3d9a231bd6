/** The page to try a model on, and the headers that it is served with. */
export interface Playground {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The one place where the playground's page comes in; loaded only where it is shown. */
export function loadPlayground(): Promise<Playground | undefined> {
  return Promise.resolve(undefined);
}
