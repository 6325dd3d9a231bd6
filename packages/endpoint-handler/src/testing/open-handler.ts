import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openUserCode, type UserCode, type UserCodeEvent, type UserCodeOptions } from '../adapters/user-code/index.js';
import type { EndpointModel } from '../ports/endpoint-model.js';
import type { HookRequest } from '../ports/model-hooks.js';

/** A model that finds one hammer as wide as the image has bytes. */
export const hammerModel: Pick<EndpointModel, 'detect' | 'classNames'> = {
  classNames: ['drill', 'hammer'],
  detect: (image, { confidence = 0.9 }) =>
    Promise.resolve({
      detections: [{ xmin: 1, ymin: 2, xmax: (image as Uint8Array).length, ymax: 4, confidence, classIndex: 1 }],
      widthPx: 10,
      heightPx: 10,
      timings: { decodeMs: 0, letterboxMs: 0, forwardMs: 0 },
    }),
};

export const photo = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);

export function requestOf(attributes: Record<string, string> = {}, body: Uint8Array = photo): HookRequest {
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
      const userCode = await openUserCode({ modelFolder: folder, model: hammerModel, log, ...options });
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
