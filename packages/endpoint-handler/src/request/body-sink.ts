import type { BodyReservation } from '../ports/body-budget.js';
import type { SpooledBody } from '../ports/body-spool.js';
import type { BodyLimits, RequestBody } from './read-body.js';

export interface BodySink {
  /** Answers a promise only where the bytes aren't taken yet. */
  readonly write: (chunk: Buffer) => Promise<void> | undefined;
  finish(): Promise<RequestBody>;
  abandon(): Promise<void>;
}

/** Memory for a body, or the spool as soon as the body is large and there is one. */
export function createBodySink(
  announced: number | undefined,
  { spool, spoolAboveBytes }: BodyLimits,
  reservation: BodyReservation | undefined,
): BodySink {
  let memory: MemorySink | undefined = createMemorySink(announced);
  let spooled: Promise<SpooledBody> | undefined;
  let length = 0;

  const moveToSpool = async (open: Promise<SpooledBody>, chunk: Buffer) => {
    const file = await open;
    for (const part of memory?.parts() ?? []) await file.write(part);
    memory = undefined;
    reservation?.release();
    await file.write(chunk);
  };

  return {
    write(chunk) {
      length += chunk.length;
      if (spooled) return spooled.then((file) => file.write(chunk));
      if (spool && (length > spoolAboveBytes || (announced ?? 0) > spoolAboveBytes)) {
        spooled = spool.open();
        return moveToSpool(spooled, chunk);
      }
      if (announced === undefined) reservation?.growTo(length);
      memory?.write(chunk);
      return undefined;
    },
    async finish() {
      const file = await spooled;
      if (file) return { length, bytes: () => file.read(), dispose: () => file.dispose() };
      const bytes = memory?.take() ?? new Uint8Array();
      return { length, bytes: () => Promise.resolve(bytes), dispose: () => Promise.resolve() };
    },
    async abandon() {
      await (await spooled?.catch(() => undefined))?.dispose();
    },
  };
}

interface MemorySink {
  write(chunk: Buffer): void;
  /** What has been written. */
  parts(): readonly Uint8Array[];
  take(): Uint8Array;
}

function createMemorySink(announced: number | undefined): MemorySink {
  return announced === undefined ? createGrowingSink() : createFixedSink(announced);
}

function createFixedSink(announced: number): MemorySink {
  let target: Buffer | undefined;
  let length = 0;
  return {
    write(chunk) {
      // Only now: a client that announces a large body and sends none costs nothing. Memory of its own, for workers that take it over.
      target ??= Buffer.from(new ArrayBuffer(announced));
      chunk.copy(target, length);
      length += chunk.length;
    },
    parts: () => (target ? [target.subarray(0, length)] : []),
    take: () => target ?? new Uint8Array(),
  };
}

function createGrowingSink(): MemorySink {
  const chunks: Buffer[] = [];
  return {
    write: (chunk) => void chunks.push(chunk),
    parts: () => chunks,
    take: () => Buffer.concat(chunks.splice(0)),
  };
}
