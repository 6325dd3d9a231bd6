import type { RegistryLogin } from '../../images/image-registry.js';

export interface Challenge {
  /** The registry's `WWW-Authenticate` header. */
  readonly challenge: string;
  readonly login: RegistryLogin | undefined;
  readonly send: typeof fetch;
  readonly signal: AbortSignal;
}

/**
 * The `Authorization` header that a registry asks for: the login itself, or a token from the service that it names
 * (Docker's token authentication specification). Undefined where that can't be had.
 */
export async function authorize({ challenge, login, send, signal }: Challenge): Promise<string | undefined> {
  const [, scheme = '', rest = ''] = /^(\w+)\s*(.*)$/s.exec(challenge) ?? [];
  if (scheme.toLowerCase() === 'basic') return login && toBasic(login);
  const { realm, service, scope } = parseParameters(rest);
  if (scheme.toLowerCase() !== 'bearer' || !realm) return undefined;
  const url = new URL(realm);
  if (service) url.searchParams.set('service', service);
  if (scope) url.searchParams.set('scope', scope);
  const response = await send(url, { headers: login ? { authorization: toBasic(login) } : {}, signal });
  if (!response.ok) return undefined;
  const { token, access_token } = (await response.json()) as { token?: string; access_token?: string };
  return `Bearer ${token ?? access_token}`;
}

function toBasic({ username, password }: RegistryLogin): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function parseParameters(text: string): Readonly<Partial<Record<string, string>>> {
  return Object.fromEntries([...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
}
