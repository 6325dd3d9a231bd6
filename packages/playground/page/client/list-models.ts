/** `single`: the server has one model and lists none. */
export type ServedModels = 'single' | readonly string[];

interface Page {
  readonly models?: readonly { readonly modelName?: unknown }[];
  readonly nextPageToken?: unknown;
}

const maxPages = 100;

/** Names of the loaded models, all pages of `GET /models`; what doesn't answer as a list is a single-model server. */
export async function listModels(fetch: typeof globalThis.fetch, base: string): Promise<ServedModels> {
  const names: string[] = [];
  let token: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const answer = await readPage(fetch, base, token);
    if (!answer?.models) return 'single';
    names.push(...answer.models.map(({ modelName }) => modelName).filter((name) => typeof name === 'string'));
    if (typeof answer.nextPageToken !== 'string') break;
    token = answer.nextPageToken;
  }
  return names;
}

async function readPage(fetch: typeof globalThis.fetch, base: string, token?: string): Promise<Page | undefined> {
  const url = new URL('models', base);
  if (token !== undefined) url.searchParams.set('next_page_token', token);
  try {
    const response = await fetch(url, { cache: 'no-store' });
    return response.ok ? ((await response.json()) as Page) : undefined;
  } catch {
    return undefined;
  }
}
