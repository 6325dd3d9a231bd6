import { dirname } from 'node:path';
import type { EndpointModel } from '@detectory/endpoint-handler';
import { openUserCode, type UserCode } from '@detectory/endpoint-handler/user-code';
import type { OpenedModel } from '@detectory/inference-core';
import type { Log } from '../log/log.js';

export interface ModelCodeOptions {
  readonly log: Log;
  /** Where the built host of user code stands; by default found by its package's export. */
  readonly hostFile?: string | undefined;
}

/** Starts the model's own `code/handler.mjs`; undefined where it has none. @throws UserCodeError */
export function openModelCode(
  opened: OpenedModel,
  model: EndpointModel,
  { log, hostFile }: ModelCodeOptions,
): Promise<UserCode | undefined> {
  return openUserCode({
    modelFolder: dirname(opened.resolveFile('model.json')),
    model,
    environment: process.env,
    log: ({ level, message }) => log[level](message),
    ...(hostFile !== undefined && { hostFile }),
  });
}
