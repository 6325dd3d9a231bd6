import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createHandlers, requestOf } from '../src/testing/open-handler.js';
import { record } from '../src/testing/fake-model.js';

const handlers = createHandlers();
afterEach(() => handlers.closeAll());

describe('docs/user-code.md', () => {
  it('shows a handler that runs', async () => {
    const page = await readFile(new URL('../../../docs/user-code.md', import.meta.url), 'utf8');
    const { hooks } = await handlers.open(/```js\n([^]*?)```/.exec(page)?.[1] ?? '');
    const answer = await hooks.postprocess([[record]], { images: [] }, requestOf());
    const found = { ...record, link: 'https://shop.example/hammer' };
    expect(answer).toEqual({ contentType: 'application/json', body: JSON.stringify([found]) });
  });
});
