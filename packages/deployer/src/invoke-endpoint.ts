import { EndpointUnreachableError, InvocationRefusedError } from './errors.js';

/** One detection as an endpoint answers it: corners in pixels of the upright image. */
export interface InvocationRecord {
  readonly xmin: number;
  readonly ymin: number;
  readonly xmax: number;
  readonly ymax: number;
  readonly confidence: number;
  readonly class: number;
  readonly name: string;
}

export interface InvocationRequest {
  /** The endpoint's address; without a path, `/invocations` is meant. */
  readonly url: string;
  readonly image: Uint8Array;
  /** How messages name the image, such as its file name. */
  readonly imageName: string;
  readonly contentType?: string;
  /** SageMaker cuts an invocation after 60 s. */
  readonly timeoutMs?: number;
}

/**
 * Sends one image to an endpoint on this machine or elsewhere, and answers what it found.
 * @throws EndpointUnreachableError when nobody answers; InvocationRefusedError when the endpoint says no
 */
export async function invokeEndpoint(
  request: InvocationRequest,
  send: typeof fetch = fetch,
): Promise<InvocationRecord[]> {
  const url = toInvocationUrl(request.url);
  const { ok, status, text } = await post(url, request, send);
  if (!ok) throw new InvocationRefusedError(status, request.imageName, explain(text));
  return parseRecords(text, url);
}

export function toInvocationUrl(url: string): string {
  const parsed = new URL(url);
  if (parsed.pathname === '/') parsed.pathname = '/invocations';
  return parsed.href;
}

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

async function post(
  url: string,
  { image, contentType, timeoutMs = 60_000 }: InvocationRequest,
  send: typeof fetch,
): Promise<Answer> {
  // Not AbortSignal.timeout: its clock keeps no process alive, and Node 20's fetch never settles when the other side
  // hangs up before it was asked, as a container does that isn't ready. The program would end in silence.
  const deadline = new AbortController();
  const clock = setTimeout(() => deadline.abort(new DOMException('no answer in time', 'TimeoutError')), timeoutMs);
  try {
    const response = await send(url, {
      method: 'POST',
      body: Buffer.from(image),
      headers: { 'content-type': contentType ?? 'application/octet-stream', accept: 'application/json' },
      signal: deadline.signal,
    });
    return { ok: response.ok, status: response.status, text: await response.text() };
  } catch (cause) {
    throw new EndpointUnreachableError(url, reasonOf(cause), { cause });
  } finally {
    clearTimeout(clock);
  }
}

/** `fetch` hides what happened one or two causes deep. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : error.message;
}

/** Our own server explains itself in JSON; others in text. */
function explain(text: string): string {
  try {
    const { error, hint } = JSON.parse(text) as { error?: unknown; hint?: unknown };
    if (typeof error === 'string') return typeof hint === 'string' ? `${error} ${hint}` : error;
  } catch {
    // Not JSON: the text itself is what there is.
  }
  return text.slice(0, 300) || 'no explanation';
}

function parseRecords(text: string, url: string): InvocationRecord[] {
  try {
    const records: unknown = JSON.parse(text);
    if (Array.isArray(records)) return records as InvocationRecord[];
  } catch {
    // Falls through to the same answer as JSON of another kind.
  }
  throw new EndpointUnreachableError(url, `its answer is no list of detections: ${text.slice(0, 80)}`);
}
