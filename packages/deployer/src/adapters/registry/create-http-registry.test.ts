import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  PublishInterruptedError,
  RegistryFailedError,
  RegistryRefusedError,
  RegistryUnreachableError,
} from '../../errors.js';
import { createHttpRegistry } from './create-http-registry.js';

let server: Server | undefined;
let host: string;

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<void> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

function open(login?: { username: string; password: string }) {
  return createHttpRegistry({ host, path: 'team/x', login: login && { host, ...login } });
}

describe(createHttpRegistry, () => {
  it('answers the manifest as it is kept, with a digest of its own where the registry gives none', async () => {
    await listen((request, response) => {
      expect(request.url).toBe('/v2/team/x/manifests/a1');
      expect(request.headers.accept).toContain('application/vnd.oci.image.index.v1+json');
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end('{}');
    });
    const digest = `sha256:${createHash('sha256').update('{}').digest('hex')}`;
    expect(await open().fetchManifest('a1')).toEqual({ digest, mediaType: 'application/json', text: '{}' });
  });

  it('gets a token from the service that the registry names, once', async () => {
    const asked: string[] = [];
    await listen((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization}`);
      if (request.url?.startsWith('/token')) return response.end('{"token":"t"}');
      if (request.headers.authorization === 'Bearer t') return response.writeHead(404).end();
      const challenge = `Bearer realm="http://${host}/token",service="s",scope="repository:team/x:pull"`;
      return response.writeHead(401, { 'www-authenticate': challenge }).end();
    });
    const registry = open({ username: 'me', password: 'secret' });
    expect(await registry.fetchManifest('a1')).toBeUndefined();
    expect(await registry.fetchManifest('a2')).toBeUndefined();
    expect(asked).toEqual([
      '/v2/team/x/manifests/a1 undefined',
      '/token?service=s&scope=repository%3Ateam%2Fx%3Apull Basic bWU6c2VjcmV0',
      '/v2/team/x/manifests/a1 Bearer t',
      '/v2/team/x/manifests/a2 Bearer t',
    ]);
  });

  it.each([undefined, { username: 'me', password: 'secret' }])('says that it is refused, login %j', async (login) => {
    await listen((request, response) => {
      const isToken = request.url?.startsWith('/token') ?? false;
      response.writeHead(401, isToken ? {} : { 'www-authenticate': `Bearer realm="http://${host}/token"` }).end();
    });
    const refused = open(login).fetchManifest('a1');
    await expect(refused).rejects.toThrow(RegistryRefusedError);
    await expect(refused).rejects.toThrow(login ? /user "me"/ : /docker login/);
    await expect(refused).rejects.not.toThrow(/secret/);
  });

  it('takes no configuration that has another digest', async () => {
    await listen((_, response) => response.end('{}'));
    await expect(open().fetchConfig(`sha256:${'0'.repeat(64)}`)).rejects.toThrow(RegistryFailedError);
  });

  it('lists page by page, and nothing where there is no repository', async () => {
    await listen((request, response) => {
      const { url = '' } = request;
      if (url.includes('/manifests/')) return response.writeHead(200, { 'docker-content-digest': 'sha256:d' }).end();
      if (url.includes('last=a1')) return response.end('{"tags":["a2"]}');
      return response.writeHead(200, { link: '</v2/team/x/tags/list?last=a1&n=1>; rel="next"' }).end('{"tags":["a1"]}');
    });
    expect(await open().listTags()).toEqual([
      { tag: 'a1', digest: 'sha256:d' },
      { tag: 'a2', digest: 'sha256:d' },
    ]);
    server?.removeAllListeners('request').on('request', (_, response) => response.writeHead(404).end());
    expect(await open().listTags()).toBeUndefined();
  });

  it.each([500, 429])('says that the registry failed with %i', async (status) => {
    await listen((_, response) => response.writeHead(status).end());
    await expect(open().fetchManifest('a1')).rejects.toThrow(new RegExp(`it answered ${status}`));
  });

  it('says where images can not be deleted', async () => {
    await listen((_, response) => response.writeHead(405).end());
    await expect(open().removeImage('sha256:d')).rejects.toThrow(/answered 405 to the removal/);
  });

  it('says that nobody answers, and ends with the command', async () => {
    host = '127.0.0.1:9';
    await expect(open().fetchManifest('a1')).rejects.toThrow(RegistryUnreachableError);
    await listen(() => undefined);
    const signal = AbortSignal.timeout(50);
    const registry = createHttpRegistry({ host, path: 'team/x', signal });
    await expect(registry.fetchManifest('a1')).rejects.toThrow(PublishInterruptedError);
  });
});
