import { isRecord, parseJsonObject } from './parse-json-object.js';

/** What resourceconfig.json tells; local mode leaves out some of it, and a plain container has no such file. */
export interface ResourceConfig {
  readonly currentHost: string;
  /** Sorted by code unit, as SageMaker sorts them: algo-10 comes before algo-2. */
  readonly hosts: readonly string[];
  readonly networkInterface: string | undefined;
  readonly instanceType: string | undefined;
}

const aloneAt = 'localhost';

/**
 * @param text undefined where there is no such file
 * @throws JobFileUnreadableError when it is no JSON object
 */
export function parseResourceConfig(text: string | undefined, file = 'resourceconfig.json'): ResourceConfig {
  const config = text === undefined ? {} : parseJsonObject(text, file, 'current_host and hosts');
  const listed = Array.isArray(config['hosts']) ? config['hosts'].filter((host) => typeof host === 'string') : [];
  const [only, second] = listed;
  // Where one host is listed it is this one; a second one by another name would be waited for in vain.
  const currentHost = toText(config['current_host']) ?? (second === undefined ? only : undefined) ?? aloneAt;
  const hosts = listed.includes(currentHost) ? listed : [...listed, currentHost];
  return {
    currentHost,
    hosts: hosts.sort(),
    networkInterface: toText(config['network_interface_name']),
    instanceType: toText(config['current_instance_type']) ?? findInstanceType(config['instance_groups'], currentHost),
  };
}

function findInstanceType(groups: unknown, host: string): string | undefined {
  if (!Array.isArray(groups)) return undefined;
  const own = groups.filter(isRecord).find(({ hosts }) => Array.isArray(hosts) && hosts.includes(host));
  return toText(own?.['instance_type']);
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
