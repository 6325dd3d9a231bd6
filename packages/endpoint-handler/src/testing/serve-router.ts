import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createEndpointRouter } from '../create-endpoint-router.js';
import type { EndpointOptions } from '../endpoint-options.js';
import type { Admission } from '../ports/admission.js';
import { createFakeHost } from './fake-host.js';
import { fakeModel } from './fake-model.js';

/** Lets everything in, and passes the client's signal on. */
export const openAdmission: Admission = {
  queued: 0,
  running: 0,
  run: (work, client) => work(client ?? new AbortController().signal),
};

const servers: Server[] = [];

/** The router over real HTTP, with doubles for what a test doesn't give; answers the server's address. */
export async function serveRouter(options: Partial<EndpointOptions> = {}): Promise<string> {
  const router = createEndpointRouter({ host: createFakeHost(fakeModel), admission: openAdmission, ...options });
  const server = createServer(express().use(router));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function closeServers(): Promise<void> {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
