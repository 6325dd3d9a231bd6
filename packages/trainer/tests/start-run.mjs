import { createProcessRunner } from '../dist/adapters/index.js';

// A terminal of its own, from what is built: a test kills it.
const { program, ...request } = JSON.parse(process.env.DETECTORY_TEST_RUN);
const listeners = { onProgress: () => undefined, onLog: () => undefined };
await createProcessRunner({ program }).run({ ...request, ...listeners, signal: new AbortController().signal });
