import { InvalidOptionError } from '@detectory/dataset';
import type { Shard } from '@detectory/dataset/adapters';

/**
 * This host's place among a job's hosts, as `/opt/ml/config/resourceconfig.json` names them; in the order of their names,
 * which is the same on every host.
 * @throws InvalidOptionError when it is no such file
 */
export function readShard(resourceConfig: string): Shard {
  const { current_host: current, hosts } = parse(resourceConfig);
  const names = Array.isArray(hosts) ? hosts.map(String).sort() : [];
  const index = names.indexOf(String(current));
  if (index < 0)
    throw new InvalidOptionError(
      'config/resourceconfig.json: expected {"current_host":"algo-1","hosts":["algo-1",…]} with the current host among the hosts.',
    );
  return { index, count: names.length };
}

function parse(text: string): { readonly current_host?: unknown; readonly hosts?: unknown } {
  try {
    return (JSON.parse(text) ?? {}) as object;
  } catch {
    return {};
  }
}
