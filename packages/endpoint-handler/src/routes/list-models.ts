import { ManagementRequestInvalidError } from '../errors.js';
import type { HostedModel } from '../ports/model-host.js';

export interface ModelsPage {
  readonly models: readonly HostedModel[];
  /** Absent on the last page. */
  readonly nextPageToken?: string;
}

const pageSize = 100;

/**
 * One page of the models, in the order of their names. The token holds the last name of the page before, so that loads
 * and unloads between two pages neither repeat nor skip a model that stays.
 * @throws ManagementRequestInvalidError for a token that is none of ours
 */
export function listModels(models: readonly HostedModel[], token: string | null): ModelsPage {
  const after = token ? decodeToken(token) : undefined;
  const rest = after === undefined ? models : models.filter(({ modelName }) => modelName > after);
  const page = rest.slice(0, pageSize).map(({ modelName, modelUrl }) => ({ modelName, modelUrl }));
  const last = page.at(-1);
  return last && rest.length > pageSize
    ? { models: page, nextPageToken: encodeToken(last.modelName) }
    : { models: page };
}

const tokenPrefix = 'after:';

function encodeToken(name: string): string {
  return Buffer.from(tokenPrefix + name, 'utf8').toString('base64url');
}

function decodeToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith(tokenPrefix))
    throw new ManagementRequestInvalidError('next_page_token is none that GET /models gave.');
  return text.slice(tokenPrefix.length);
}
