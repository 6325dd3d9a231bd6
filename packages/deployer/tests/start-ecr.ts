import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startMoto } from './start-moto.js';

/** What stands in front of the emulator, by the operation's name; answers undefined to let it through. */
export type EcrOverrides = Readonly<
  Record<string, (input: EcrInput) => object | undefined | Promise<object | undefined>>
>;

export interface EcrInput {
  readonly layerDigest?: string;
  readonly imageIds?: readonly { readonly imageTag?: string }[];
  readonly repositoryName?: string;
}

export interface EcrServer {
  readonly url: string;
  /** The operations asked for so far, in order. */
  readonly operations: string[];
  /** What answers before the emulator does, and may be changed between tests. */
  overrides: EcrOverrides;
  /** Blobs of configurations, by digest: the emulator keeps none. */
  readonly blobs: Map<string, string>;
  /** Rewrites the emulator's answers, such as the registry's address in them. */
  rewrite: (answer: string) => string;
  stop(): Promise<void>;
}

/** An answer with this `__type` is an error of that name. */
export function ecrError(name: string): object {
  return { __type: name, message: 'secret AKIAIOSFODNN7EXAMPLE' };
}

/** ECR's API: moto's, and in front of it what moto lacks (GetDownloadUrlForLayer) and what a test wants otherwise. */
export async function startEcr(): Promise<EcrServer> {
  const moto = await startMoto();
  const ecr: Omit<EcrServer, 'url' | 'stop'> = {
    operations: [],
    overrides: {},
    blobs: new Map(),
    rewrite: (answer) => answer,
  };
  const server = createServer((request, response) => void answer(ecr, moto.url, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(ecr, {
    url,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await moto.stop();
    },
  });
}

async function answer(
  ecr: Omit<EcrServer, 'url' | 'stop'>,
  moto: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET') {
    const blob = ecr.blobs.get((request.url ?? '').slice(1));
    return void response.writeHead(blob ? 200 : 404).end(blob);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
  ecr.operations.push(operation);
  const input = JSON.parse(body.toString('utf8') || '{}') as EcrInput;
  const own =
    (await ecr.overrides[operation]?.(input)) ??
    (operation === 'GetDownloadUrlForLayer'
      ? { downloadUrl: `http://${request.headers.host}/${input.layerDigest}`, layerDigest: input.layerDigest }
      : undefined);
  if (own) return send(response, '__type' in own ? 400 : 200, JSON.stringify(own));
  const passed = await fetch(moto, { method: 'POST', headers: toPassedHeaders(request), body });
  send(response, passed.status, ecr.rewrite(await passed.text()));
}

/** Without what belongs to the connection; the signature's own headers stay. */
function toPassedHeaders({ headers }: IncomingMessage): Record<string, string> {
  const own = new Set(['host', 'connection', 'content-length']);
  return Object.fromEntries(Object.entries(headers).flatMap(([k, v]) => (own.has(k) ? [] : [[k, String(v)]])));
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(body);
}
