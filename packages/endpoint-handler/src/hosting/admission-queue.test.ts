import { describe, expect, it } from 'vitest';
import { NotReadyError } from '../errors.js';
import { createAdmissionQueue } from './admission-queue.js';
import { DeadlineExceededError, QueueFullError } from './errors.js';
import type { Timer } from './timer.js';

/** A clock that a test turns by hand. */
function createClock(): Timer & { pass(ms: number): void; readonly pending: number } {
  let now = 0;
  const alarms = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    after(delayMs, run) {
      const alarm = { at: now + delayMs, run };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
    pass(ms) {
      now += ms;
      for (const alarm of [...alarms].filter(({ at }) => at <= now)) {
        alarms.delete(alarm);
        alarm.run();
      }
    },
    get pending() {
      return alarms.size;
    },
  };
}

/** Work that ends when a test says so. */
function createWork(): { readonly work: () => Promise<string>; end(): void; fail(): void; readonly starts: number } {
  let starts = 0;
  let settle: { resolve: (value: string) => void; reject: (error: Error) => void } | undefined;
  const promise = new Promise<string>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return {
    work: () => {
      starts += 1;
      return promise;
    },
    end: () => settle?.resolve('done'),
    fail: () => settle?.reject(new Error('failed')),
    get starts() {
      return starts;
    },
  };
}

const limits = { concurrency: 1, maxQueued: 2, timeoutMs: 55_000 };
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe(createAdmissionQueue, () => {
  it('runs at most as many as it may, and the others in the order of their arrival', async () => {
    const queue = createAdmissionQueue(limits, createClock());
    const [a, b, c] = [createWork(), createWork(), createWork()] as const;
    const order: string[] = [];
    const all = [a, b, c].map(({ work }, index) => queue.run(work).then(() => order.push('abc'[index]!)));
    await settled();
    expect([a.starts, b.starts, c.starts, queue.running, queue.queued]).toEqual([1, 0, 0, 1, 2]);
    a.end();
    await settled();
    expect([b.starts, c.starts]).toEqual([1, 0]);
    b.end();
    c.end();
    await Promise.all(all);
    expect(order).toEqual(['a', 'b', 'c']);
    expect([queue.running, queue.queued]).toEqual([0, 0]);
  });

  it('turns away at once what finds the queue full', async () => {
    const queue = createAdmissionQueue(limits, createClock());
    const busy = createWork();
    const accepted = [1, 2, 3].map(() => queue.run(busy.work));
    await expect(queue.run(busy.work)).rejects.toThrow(QueueFullError);
    busy.end();
    expect(await Promise.all(accepted)).toEqual(['done', 'done', 'done']);
    expect(busy.starts).toBe(3);
  });

  it('answers at the deadline, whether the request waits or runs', async () => {
    const clock = createClock();
    const queue = createAdmissionQueue(limits, clock);
    const [running, waiting] = [createWork(), createWork()] as const;
    const answers = [queue.run(running.work), queue.run(waiting.work)];
    const outcomes = Promise.allSettled(answers);
    await settled();
    clock.pass(55_000);
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(DeadlineExceededError) as unknown });
    expect(waiting.starts).toBe(0);
    expect(queue.queued).toBe(0);
  });

  it('keeps the place of work that goes on after its deadline, until it has ended', async () => {
    const clock = createClock();
    const queue = createAdmissionQueue(limits, clock);
    const slow = createWork();
    const late = expect(queue.run(slow.work)).rejects.toThrow(DeadlineExceededError);
    await settled();
    clock.pass(55_000);
    await late;
    const next = createWork();
    const answer = queue.run(next.work);
    await settled();
    expect([queue.running, next.starts]).toEqual([1, 0]);
    slow.end();
    next.end();
    expect(await answer).toBe('done');
  });

  it('tells the work when its client has gone', async () => {
    const queue = createAdmissionQueue(limits, createClock());
    const client = new AbortController();
    const seen = queue.run(
      (signal) => new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve('told'))),
      client.signal,
    );
    await settled();
    client.abort(new Error('gone'));
    await expect(seen).rejects.toThrow('gone');
    await settled();
    expect(queue.running).toBe(0);
  });

  it('forgets a client that has gone while it waited, and one that was gone before', async () => {
    const queue = createAdmissionQueue(limits, createClock());
    const busy = createWork();
    const first = queue.run(busy.work);
    const client = new AbortController();
    const waiting = createWork();
    const gone = queue.run(waiting.work, client.signal);
    await settled();
    client.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    await expect(queue.run(waiting.work, client.signal)).rejects.toThrow('gone');
    expect(queue.queued).toBe(0);
    busy.end();
    await first;
    expect(waiting.starts).toBe(0);
  });

  it('gives the place back when work fails, or throws at once', async () => {
    const queue = createAdmissionQueue(limits, createClock());
    const bad = createWork();
    const failed = queue.run(bad.work);
    bad.fail();
    await expect(failed).rejects.toThrow('failed');
    await expect(
      queue.run(() => {
        throw new Error('at once');
      }),
    ).rejects.toThrow('at once');
    expect(queue.running).toBe(0);
  });

  it('leaves no timer behind', async () => {
    const clock = createClock();
    const queue = createAdmissionQueue(limits, clock);
    await queue.run(() => Promise.resolve());
    expect(clock.pending).toBe(0);
  });

  it('lets nothing in while it drains, and ends what it took', async () => {
    const queue = createAdmissionQueue(limits, createClock());
    const [running, waiting] = [createWork(), createWork()] as const;
    const answers = Promise.all([queue.run(running.work), queue.run(waiting.work)]);
    const drained = queue.drain();
    await expect(queue.run(running.work)).rejects.toThrow(NotReadyError);
    running.end();
    waiting.end();
    expect(await answers).toEqual(['done', 'done']);
    await drained;
    expect(queue.running).toBe(0);
  });

  it('can turn away what still waits', async () => {
    const queue = createAdmissionQueue(limits, createClock());
    const [running, waiting] = [createWork(), createWork()] as const;
    const first = queue.run(running.work);
    const second = expect(queue.run(waiting.work)).rejects.toThrow(NotReadyError);
    const drained = queue.drain();
    queue.refuseQueued();
    await second;
    running.end();
    await first;
    await drained;
    expect(waiting.starts).toBe(0);
  });
});
