import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A client that keeps its connections, as pooled proxies do.
 * @param {string} url of the server
 * @param {number} connections at most so many at once
 */
export function createClient(url, connections) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const sentAt = performance.now();
      const call = request(`${url}${path}`, { agent, method, headers }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            headers: response.headers,
            body: Buffer.concat(chunks),
            ms: performance.now() - sentAt,
          }),
        );
        response.on('error', reject);
      });
      call.on('error', reject);
      call.end(body);
    });
  return {
    ping: () => send('GET', '/ping'),
    invoke: (photo) => send('POST', '/invocations', photo, { 'content-type': 'image/jpeg' }),
    close: () => agent.destroy(),
  };
}

/**
 * Closed loop: each of `clients` sends its next request when the last one is answered.
 * @param {() => Promise<{ status: number, ms: number }>} send
 * @returns {Promise<{ perSecond: number, ms: number[] }>}
 */
export async function closedLoop(send, clients, seconds) {
  const ms = [];
  const startedAt = performance.now();
  const endAt = startedAt + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < endAt) ms.push(expectOk(await send()).ms);
    }),
  );
  return { perSecond: (ms.length / (performance.now() - startedAt)) * 1000, ms };
}

/**
 * Open loop: arrivals of a Poisson process, so that a slow answer does not hold the next request back.
 * @returns {Promise<number[]>} milliseconds of each request
 */
export async function poissonArrivals(send, perSecond, seconds) {
  const random = seededRandom(1);
  const answers = [];
  const startedAt = performance.now();
  for (let atMs = 0; atMs < seconds * 1000; atMs += (-Math.log(1 - random()) / perSecond) * 1000) {
    await sleep(Math.max(0, atMs - (performance.now() - startedAt)));
    answers.push(send().then((answer) => expectOk(answer).ms));
  }
  return Promise.all(answers);
}

export function expectOk(answer) {
  if (answer.status !== 200) throw new Error(`The server answered ${answer.status}: ${answer.body}`);
  return answer;
}

/** mulberry32: the same arrivals in each run. */
function seededRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
