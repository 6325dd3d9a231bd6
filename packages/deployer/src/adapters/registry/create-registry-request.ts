import {
  PublishInterruptedError,
  RegistryFailedError,
  RegistryRefusedError,
  RegistryUnreachableError,
} from '../../errors.js';
import type { RegistryLogin } from '../../images/image-registry.js';
import { authorize } from './authorize.js';
import type { HttpRegistryOptions } from './create-http-registry.js';

export interface RegistryCall {
  readonly method?: 'GET' | 'HEAD' | 'DELETE';
  readonly accept?: string;
}

/** Sends one request below `/v2/<repository>/`; answers 2xx, 404 and 405 alike, and throws on everything else. */
export type RegistryRequest = (path: string, call?: RegistryCall) => Promise<Response>;

const timeoutMs = 60_000;

/** Signs in as the registry's own challenge asks, once, and keeps the answer for the next requests. */
export function createRegistryRequest(options: HttpRegistryOptions, send: typeof fetch = fetch): RegistryRequest {
  const repository = `${options.host}/${options.path}`;
  const base = `${toScheme(options.host)}://${options.host}/v2/${options.path}/`;
  let authorization: string | undefined;
  const once = (path: string, { method = 'GET', accept = '*/*' }: RegistryCall = {}) => {
    const headers = { accept, ...(authorization ? { authorization } : {}) };
    return reach(repository, options.signal, (signal) => send(new URL(path, base), { method, headers, signal }));
  };
  return async (path, call) => {
    const first = await once(path, call);
    const challenge = first.status === 401 ? first.headers.get('www-authenticate') : null;
    if (!challenge) return assertAnswered(first, repository, options.login);
    authorization = await reach(repository, options.signal, (signal) =>
      authorize({ challenge, login: options.login, send, signal }),
    );
    return assertAnswered(authorization ? await once(path, call) : first, repository, options.login);
  };
}

/** As Docker does: a registry on this machine needs no TLS, every other one does. */
function toScheme(host: string): 'http' | 'https' {
  return /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(host) ? 'http' : 'https';
}

async function reach<Answer>(
  repository: string,
  interrupt: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work(AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(interrupt ? [interrupt] : [])]));
  } catch (error) {
    if (interrupt?.aborted) throw new PublishInterruptedError('asking the registry');
    throw new RegistryUnreachableError(repository, reasonOf(error));
  }
}

/** `fetch` hides what happened one or two causes deep. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause && cause.code) return String(cause.code);
  return cause instanceof Error ? cause.message : error.message;
}

function assertAnswered(response: Response, repository: string, login: RegistryLogin | undefined): Response {
  const { status, ok } = response;
  if (ok || status === 404 || status === 405) return response;
  if (status === 401 || status === 403)
    throw new RegistryRefusedError(
      repository,
      login
        ? `It answered ${status} to user "${login.username}": check the password, and the right to read and push there.`
        : `It answered ${status}: sign in with \`docker login\`, or set DETECTORY_REGISTRY_USERNAME and DETECTORY_REGISTRY_PASSWORD.`,
    );
  throw new RegistryFailedError(repository, `it answered ${status}`);
}
