import type { JobState } from '@detectory/trainer';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createJobDisplay, formatJobRows, toJobSummary } from './create-job-display.js';

const job: JobState = {
  name: 'garden-1',
  status: 'Completed',
  secondaryStatus: 'Completed',
  failureReason: undefined,
  transitions: [],
  createdAtMs: 1_790_000_000_000,
  endedAtMs: 1_790_000_090_000,
  trainingSeconds: 60,
  billableSeconds: 36,
  isSpot: true,
  instanceType: 'ml.unheard-of',
  instanceCount: 2,
  hyperparameters: {},
  dataUri: '',
  modelUri: undefined,
  checkpointUri: undefined,
  roleArn: undefined,
  outputUri: undefined,
};

afterEach(() => vi.useRealTimers());

describe(formatJobRows, () => {
  it('tells elapsed and billable time, what spot saved, and the cost of all machines', () => {
    expect(formatJobRows(job, 5)).toEqual([
      ['job', 'garden-1, Completed, on 2 × ml.unheard-of'],
      ['elapsed', '1 min 30 s'],
      ['billable', '36 s'],
      ['saved by spot', '40%'],
      ['cost', 'about $0.10'],
    ]);
  });

  it('says nothing that nobody knows', () => {
    const early: JobState = { ...job, billableSeconds: undefined };
    expect(formatJobRows(early, undefined).map(([name]) => name)).toEqual(['job', 'elapsed', 'cost']);
    expect(formatJobRows(early, undefined).at(-1)?.[1]).toMatch(/pass --price-per-hour/);
    expect(formatJobRows(early, 5).at(-1)?.[1]).toMatch(/no billable seconds/);
  });

  it('says of a job that goes on what it may have cost so far', () => {
    vi.useFakeTimers({ now: job.createdAtMs + 36 * 60_000 });
    const running: JobState = { ...job, status: 'InProgress', billableSeconds: undefined, endedAtMs: undefined };
    expect(formatJobRows(running, 5).slice(1)).toEqual([
      ['elapsed', '36 min 00 s'],
      ['cost', 'at most $6.00 so far'],
    ]);
  });
});

describe(toJobSummary, () => {
  it('says null for what nobody knows', () => {
    expect(toJobSummary(job, undefined)).toMatchObject({
      elapsedSeconds: 90,
      billableSeconds: 36,
      cost: null,
      model: null,
    });
  });
});

describe(createJobDisplay, () => {
  it('tells each state once', () => {
    const lines: string[] = [];
    const display = createJobDisplay((text) => lines.push(text));
    const [first, second] = ['Starting', 'Training'].map((status) => ({ status, startedAtMs: 0, message: '' }));
    display.show({ ...job, transitions: [first!] });
    display.show({ ...job, transitions: [first!, second!] });
    expect(lines.map((line) => line.split('  ')[1])).toEqual(['Starting', 'Training']);
    expect(display.last()?.transitions).toHaveLength(2);
  });
});
