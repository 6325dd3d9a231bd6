import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ImagingError } from '../errors.js';
import { readImageHeader } from '../header/read-image-header.js';
import { applyEdits } from '../mend/byte-edit.js';
import { sampleImage } from '../testing/sample-images.js';
import { checkImage } from './check-image.js';

const seconds = Number(process.env['DETECTORY_FUZZ_SECONDS'] ?? 600);
const seed = Number(process.env['DETECTORY_FUZZ_SEED'] ?? Date.now() % 2 ** 31);

/** What it gives, or `undefined` where it throws an error of ours. */
function tryTyped<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ImagingError)) throw error;
    return undefined;
  }
}

describe('for ten minutes, whatever bytes an image has', () => {
  it(
    'reading its header, checking and mending it throw nothing but errors of ours',
    async () => {
      const formats = ['jpeg', 'png', 'webp', 'gif', 'tiff'] as const;
      const samples = await Promise.all(
        formats.flatMap((format) => [{}, { orientation: 6 }].map((options) => sampleImage(format, options))),
      );
      const byte = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff));
      const edit = fc.record({ at: fc.oneof(fc.nat(120), fc.nat(3000)), byte });
      const damaged = fc
        .tuple(
          fc.constantFrom(...samples),
          fc.array(edit, { maxLength: 6 }),
          fc.oneof(fc.constant(1e9), fc.nat(3000)),
          fc.uint8Array({ maxLength: 8 }),
        )
        .map(([sample, edits, cut, tail]) => {
          const bytes = Buffer.concat([sample.subarray(0, cut), tail]);
          for (const { at, byte: value } of edits) if (at < bytes.length) bytes[at] = value;
          return bytes;
        });
      const property = fc.property(fc.oneof(damaged, fc.uint8Array()), (bytes) => {
        const header = tryTyped(() => readImageHeader(bytes));
        if (header) expect(header.storedWidthPx).toBeGreaterThan(0);
        const checked = tryTyped(() => checkImage(bytes));
        // What is mended for YOLOv5 needs no mending again.
        if (checked) expect(checkImage(applyEdits(bytes, checked.edits)).edits).toEqual([]);
      });
      process.stdout.write(`images: seed ${seed}\n`);
      const end = Date.now() + seconds * 1000;
      for (let round = 0; Date.now() < end; round++) {
        fc.assert(property, { seed: (seed + round) | 0, numRuns: 500 });
        await setImmediate();
      }
    },
    (seconds + 60) * 1000,
  );
});
