/** What one part of the way took. */
export interface TimingPart {
  readonly name: string;
  readonly ms: number;
}

const serverParts = ['queue', 'read', 'decode', 'letterbox', 'forward', 'format'];

/**
 * Where the time of a request went, in the order of its way: the network first (what the page measured and the server
 * doesn't account for), then each part that the server names. Without its header all is one `round trip`.
 * @param totalMs from sending to the last byte of the answer, measured by the page
 */
export function splitTiming(totalMs: number, server: ReadonlyMap<string, number>): readonly TimingPart[] {
  const known = serverParts.flatMap((name) => {
    const ms = server.get(name);
    return ms === undefined ? [] : [{ name, ms }];
  });
  if (known.length === 0) return [{ name: 'round trip', ms: totalMs }];
  const inServer = known.reduce((sum, { ms }) => sum + ms, 0);
  return [{ name: 'network', ms: Math.max(0, totalMs - inServer) }, ...known];
}
