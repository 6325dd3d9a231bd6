import { writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { channelDescriptor } from '../protocol.js';
import { runHandler } from './run-handler.js';
import { watchServer } from './watch-server.js';

// The first to go when the machine's memory ends, rather than the server. Linux only.
try {
  writeFileSync('/proc/self/oom_score_adj', '1000');
} catch {
  // Other systems choose for themselves.
}

watchServer();
const channel = new Socket({ fd: channelDescriptor, readable: true, writable: true });
// The server is gone, however it went.
channel.on('close', () => process.exit(0));
channel.on('error', () => process.exit(1));
runHandler(channel);
