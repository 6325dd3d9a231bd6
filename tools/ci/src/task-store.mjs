import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What a store may hold after a run; the entries that were used longest ago go first. */
const limitBytes = 500_000_000;

/**
 * A folder that Nx takes task results from and leaves them in, through Nx's own remote-cache protocol on loopback. Nx's
 * local cache can't be carried between machines: its index is named after the machine.
 * @param {string | undefined} folder undefined: no store
 * @param {(env: Record<string, string>) => Promise<T>} use given the environment that Nx has to run in
 * @param {{ limitBytes?: number }} [options]
 * @returns {Promise<T>}
 * @template T
 */
export async function withTaskStore(folder, use, options = {}) {
  if (!folder) return use({});
  await mkdir(folder, { recursive: true });
  const token = randomBytes(16).toString('hex');
  const server = createServer((request, response) => void answer(folder, token, request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  try {
    return await use({
      NX_SELF_HOSTED_REMOTE_CACHE_SERVER: `http://127.0.0.1:${port}`,
      NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: token,
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await prune(folder, options.limitBytes ?? limitBytes);
  }
}

/**
 * @param {string} folder
 * @param {string} token
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(folder, token, request, response) {
  const hash = /^\/v1\/cache\/(\w+)$/.exec(request.url ?? '')?.[1];
  try {
    if (request.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end();
    if (hash && request.method === 'GET') return await send(join(folder, hash), response);
    if (hash && request.method === 'PUT') return await receive(join(folder, hash), request, response);
    response.writeHead(404).end();
  } catch (error) {
    // Nx ends a run whose cache doesn't answer; one that answers badly costs only the time of a task.
    if (!response.headersSent) response.writeHead(500);
    response.end(String(error));
  }
}

/** @param {string} file @param {import('node:http').ServerResponse} response */
async function send(file, response) {
  const found = await stat(file).catch(() => undefined);
  if (!found) return void response.writeHead(404).end();
  const now = new Date();
  await utimes(file, now, now);
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': found.size });
  await pipeline(createReadStream(file), response);
}

/**
 * An entry is never overwritten: the protocol says 409.
 * @param {string} file
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function receive(file, request, response) {
  if (await stat(file).catch(() => undefined))
    return void request.resume().on('end', () => response.writeHead(409).end());
  const temporary = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    await pipeline(request, createWriteStream(temporary));
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
  response.writeHead(200).end();
}

/** @param {string} folder @param {number} limit */
async function prune(folder, limit) {
  const files = (await readdir(folder)).map((name) => join(folder, name));
  const entries = await Promise.all(files.map(async (file) => ({ file, ...pick(await stat(file)) })));
  let kept = 0;
  for (const { file, size } of entries.sort((one, other) => other.usedAt - one.usedAt)) {
    kept += size;
    if (kept > limit) await rm(file);
  }
}

/** @param {import('node:fs').Stats} stats */
function pick({ size, mtimeMs }) {
  return { size, usedAt: mtimeMs };
}
