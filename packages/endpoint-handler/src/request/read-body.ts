import type { IncomingMessage } from 'node:http';
import { BodyTimeoutError, ClientGoneError, PayloadTooLargeError } from '../errors.js';
import type { BodyBudget, BodyReservation } from '../ports/body-budget.js';
import type { BodySpool } from '../ports/body-spool.js';
import { createBodySink } from './body-sink.js';

export interface BodyLimits {
  readonly maxBytes: number;
  /** The longest pause between two parts of a body. */
  readonly idleMs: number;
  readonly budget?: BodyBudget;
  /** Takes bodies of more than `spoolAboveBytes`. */
  readonly spool?: BodySpool;
  readonly spoolAboveBytes: number;
}

/** A body that has arrived in full. */
export interface RequestBody {
  readonly length: number;
  /** The bytes, in memory of their own; called once. */
  bytes(): Promise<Uint8Array>;
  /** Gives back what the body holds. */
  dispose(): Promise<void>;
}

/**
 * Reads a whole body, holding one copy of it: a body that says its length is written straight into its final place.
 * @throws PayloadTooLargeError as soon as the limit is passed, BodyTimeoutError, ClientGoneError, or what the budget throws
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<RequestBody> {
  const announced = announcedLength(request);
  if (announced !== undefined && announced > limits.maxBytes) throw new PayloadTooLargeError(limits.maxBytes);
  const isSpooled = limits.spool !== undefined && (announced ?? 0) > limits.spoolAboveBytes;
  const reservation = isSpooled ? undefined : limits.budget?.reserve(announced ?? 0);
  const sink = createBodySink(announced, limits, reservation);
  try {
    await receive(request, limits, sink.write);
    return toRequestBody(await sink.finish(), reservation);
  } catch (error) {
    reservation?.release();
    await sink.abandon();
    throw error;
  }
}

function announcedLength(request: IncomingMessage): number | undefined {
  const header = request.headers['content-length'];
  return header === undefined ? undefined : Number(header);
}

function toRequestBody({ length, bytes, dispose }: RequestBody, reservation: BodyReservation | undefined): RequestBody {
  return {
    length,
    bytes,
    async dispose() {
      reservation?.release();
      await dispose();
    },
  };
}

/** Hands each chunk on; where that takes time, the client is told to wait. */
function receive(
  request: IncomingMessage,
  { maxBytes, idleMs }: BodyLimits,
  write: (chunk: Buffer) => Promise<void> | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let length = 0;
    let pending: Promise<void> | undefined;
    const settle = (action: () => void) => {
      clearTimeout(timer);
      request.off('data', take).off('end', end).off('error', fail).off('close', gone);
      action();
    };
    const fail = (error: unknown) => {
      // Stopped, not drained: the connection is closed after the answer.
      request.pause();
      settle(() => reject(error as Error));
    };
    const gone = () => fail(new ClientGoneError());
    const end = () => settle(() => resolve(pending));
    const timer = setTimeout(() => fail(new BodyTimeoutError(idleMs)), idleMs);
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) return fail(new PayloadTooLargeError(maxBytes));
      timer.refresh();
      try {
        pending = write(chunk);
      } catch (error) {
        return fail(error);
      }
      if (!pending) return;
      request.pause();
      pending.then(() => request.resume(), fail);
    };
    request.on('data', take).on('end', end).on('error', gone).on('close', gone);
  });
}
