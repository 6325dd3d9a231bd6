import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseServerTiming } from './server-timing.js';
import { splitTiming } from './split-timing.js';

describe(parseServerTiming, () => {
  it('reads durations by name, whatever stands beside them', () => {
    const header = 'queue;dur=1.25, decode;desc="JPEG";dur="9", cache, total;dur=x, queue;dur=7';
    expect([...parseServerTiming(header)]).toEqual([
      ['queue', 1.25],
      ['decode', 9],
    ]);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (header) => parseServerTiming(header) instanceof Map));
  });
});

describe(splitTiming, () => {
  it('gives the network what the server does not account for', () => {
    const parts = splitTiming(
      50,
      new Map([
        ['forward', 30],
        ['queue', 5],
        ['total', 40],
      ]),
    );
    expect(parts).toEqual([
      { name: 'network', ms: 15 },
      { name: 'queue', ms: 5 },
      { name: 'forward', ms: 30 },
    ]);
  });

  it('has one part where the server says nothing', () => {
    expect(splitTiming(50, new Map())).toEqual([{ name: 'round trip', ms: 50 }]);
  });

  it('has no negative part when two clocks disagree', () => {
    expect(splitTiming(20, new Map([['forward', 30]]))[0]).toEqual({ name: 'network', ms: 0 });
  });
});
