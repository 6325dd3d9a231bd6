import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { EndpointUnreachableError, InvocationRefusedError } from './errors.js';
import { invokeEndpoint, toInvocationUrl } from './invoke-endpoint.js';

let server: Server | undefined;

async function listen(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => server?.close());

const image = new Uint8Array([0xff, 0xd8, 0xff]);
const record = { xmin: 1, ymin: 2, xmax: 3, ymax: 4, confidence: 0.9, class: 0, name: 'drill' };

describe(invokeEndpoint, () => {
  it('posts the image to /invocations and answers the records', async () => {
    const received: string[] = [];
    const url = await listen((request, response) => {
      request.on('data', (chunk: Buffer) => received.push(`${request.method} ${request.url} ${chunk.toString('hex')}`));
      request.on('end', () => response.end(JSON.stringify([record])));
    });
    expect(await invokeEndpoint({ url, image, imageName: 'a.jpg' })).toEqual([record]);
    expect(received).toEqual(['POST /invocations ffd8ff']);
  });

  it("passes on the endpoint's own words when it refuses", async () => {
    const url = await listen((_, response) =>
      response.writeHead(400).end('{"error":"Not an image.","hint":"Send a JPEG."}'),
    );
    const refused = invokeEndpoint({ url, image, imageName: 'a.txt' });
    await expect(refused).rejects.toThrow(InvocationRefusedError);
    await expect(refused).rejects.toThrow('refused a.txt with 400: Not an image. Send a JPEG.');
  });

  it('says that nobody answers, and how to start an endpoint', async () => {
    const refused = invokeEndpoint({ url: 'http://127.0.0.1:9', image, imageName: 'a.jpg' });
    await expect(refused).rejects.toThrow(EndpointUnreachableError);
    await expect(refused).rejects.toThrow(/detectory-serve --model/);
  });

  it('gives up on a peer that hangs up before it was asked, as a container does that is not ready', async () => {
    const peer = createTcpServer((socket) => socket.on('error', () => undefined).end());
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(peer.address() as AddressInfo).port}`;
    await expect(invokeEndpoint({ url, image, imageName: 'a.jpg', timeoutMs: 500 })).rejects.toThrow(
      EndpointUnreachableError,
    );
    peer.close();
  });

  it('tells an answer that is no list of detections', async () => {
    const url = await listen((_, response) => response.end('<html>'));
    await expect(invokeEndpoint({ url, image, imageName: 'a.jpg' })).rejects.toThrow(/no list of detections: <html>/);
  });
});

describe(toInvocationUrl, () => {
  it('adds /invocations only where no path is given', () => {
    expect([toInvocationUrl('http://h:1'), toInvocationUrl('http://h/models/m/invoke')]).toEqual([
      'http://h:1/invocations',
      'http://h/models/m/invoke',
    ]);
  });
});
