import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openUserCode, type UserCode, type UserCodeEvent, type UserCodeOptions } from '../adapters/user-code/index.js';
import type { HookRequest } from '../ports/model-hooks.js';
import { fakeModel, jpeg } from './fake-model.js';

export function requestOf(attributes: Record<string, string> = {}, body: Uint8Array = jpeg): HookRequest {
  return { body, contentType: 'image/jpeg', accept: 'application/json', attributes, requestId: 'r1' };
}

export interface OpenHandler {
  readonly userCode: UserCode;
  readonly hooks: Required<UserCode['hooks']>;
  readonly events: readonly UserCodeEvent[];
  readonly folder: string;
}

/** Model folders with handlers in them, and the processes that run those; `closeAll` ends and removes both. */
export function createHandlers(): {
  write(files: Readonly<Record<string, string>>): Promise<string>;
  open(handler: string, options?: Partial<UserCodeOptions>): Promise<OpenHandler>;
  closeAll(): Promise<void>;
} {
  const folders: string[] = [];
  const running: UserCode[] = [];
  const write = async (files: Readonly<Record<string, string>>) => {
    const folder = await mkdtemp(join(tmpdir(), 'detectory-handler-'));
    folders.push(folder);
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return folder;
  };
  return {
    write,
    async open(handler, options = {}) {
      const events: UserCodeEvent[] = [];
      const folder = options.modelFolder ?? (await write({ 'code/handler.mjs': handler }));
      const log = (event: UserCodeEvent) => events.push(event);
      const userCode = await openUserCode({ modelFolder: folder, model: fakeModel, log, ...options });
      if (!userCode) throw new Error('The model has no handler.');
      running.push(userCode);
      return { userCode, hooks: userCode.hooks as Required<UserCode['hooks']>, events, folder };
    },
    async closeAll() {
      await Promise.all(running.splice(0).map((userCode) => userCode.close()));
      await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
    },
  };
}
