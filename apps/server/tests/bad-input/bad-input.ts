import { type Outgoing, send, type Sent } from './send.js';

/** One row of docs/bad-input.md: its name, and what is sent. What must come back stands in the document. */
export interface BadInput {
  readonly name: string;
  /** @param url of a server that takes 25 MB, waits a second for a body to go on, and three for an answer */
  readonly send: (url: string) => Promise<Sent>;
}

const asJpeg = { 'content-type': 'image/jpeg' };

/** A body to `POST /invocations`. */
export function posts(
  name: string,
  body: () => Promise<Uint8Array>,
  headers: Readonly<Record<string, string>> = asJpeg,
): BadInput {
  return { name, send: async (url) => send(url, { headers, body: await body() }) };
}

export function sends(name: string, outgoing: Outgoing): BadInput {
  return { name, send: (url) => send(url, outgoing) };
}
