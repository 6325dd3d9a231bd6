import { connect } from 'node:net';
import { once } from 'node:events';

/** So many connections that say nothing; answers what closes them. In batches below the listening queue's length. */
export async function openConnections(url: string, count: number): Promise<() => void> {
  const { hostname, port } = new URL(url);
  const sockets: ReturnType<typeof connect>[] = [];
  while (sockets.length < count) {
    const batch = Array.from({ length: 500 }, () => connect(Number(port), hostname));
    await Promise.all(batch.map((socket) => once(socket, 'connect')));
    sockets.push(...batch);
  }
  return () => sockets.forEach((socket) => socket.destroy());
}
