import type { ServerOptions } from 'node:http';

/** A pooled proxy reuses connections for longer than Node's five seconds; then the two race. */
const keepAliveMs = 75_000;
/** How long the head of a request may take. */
const headMs = 60_000;
/** How often connections are looked at that are too slow; Node's own 30 s would let them stay that much longer. */
const checkEveryMs = 5_000;

/**
 * How long Node waits for whom. `headersTimeout` had to be above `keepAliveTimeout` while its clock ran from the last answer
 * on (nodejs/node#27363); now it starts with the head's first byte, and Node refuses a value above `requestTimeout`.
 * @param requestTimeoutMs how long a client may take to send a whole request
 */
export function toConnectionTimeouts(requestTimeoutMs: number): ServerOptions {
  return {
    keepAliveTimeout: keepAliveMs,
    headersTimeout: Math.min(requestTimeoutMs, headMs),
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: checkEveryMs,
  };
}
