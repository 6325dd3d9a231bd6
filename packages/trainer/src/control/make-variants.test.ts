import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { letterboxPhotos } from '../adapters/letterbox-photos.js';
import { tinyPng } from '../testing/tiny-png.js';
import { DatasetUnusableError, HyperparameterInvalidError } from '../errors.js';
import type { ModelExportRequest } from './export-model.js';
import type { ExportedParent } from './export-parent.js';
import { assertPhotosFor, makeVariants } from './make-variants.js';
import type { ProgressEvent } from './progress-channel.js';

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'detectory-variants-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(work, { recursive: true });
});

/** Leaves the photos that it is calibrated on in the place of its result, and fails. */
const tellsPhotos = `import json, sys
from pathlib import Path
options = json.loads(Path(sys.argv[1]).read_text())
Path(options["output"]).write_bytes(b"".join(Path(photo).read_bytes() for photo in options["photos"]))
sys.exit(1)
`;

function drawPhoto(name: string, shown: number): string {
  writeFileSync(join(work, name), tinyPng(shown));
  return join(work, name);
}

describe(makeVariants, () => {
  it('calibrates int8 on training photos, never on those that it is measured on', async () => {
    const glue = join(work, 'glue');
    mkdirSync(glue);
    for (const program of ['train.py', 'quantise.py']) writeFileSync(join(glue, program), tellsPhotos);
    vi.stubEnv('DETECTORY_TRAINING_GLUE', glue);
    const calibration = [drawPhoto('train-0.png', 0), drawPhoto('train-1.png', 1)];
    const photos = [{ path: drawPhoto('val.png', 2), name: 'val.png', rows: [] }];
    const size = { heightPx: 32, widthPx: 32 };
    const told: ProgressEvent[] = [];
    const request = {
      precisions: ['int8'],
      calibration,
      evaluation: { split: 'val', classNames: ['drill'], photos },
      report: (event) => told.push(event),
    } satisfies Partial<ModelExportRequest> as unknown as ModelExportRequest;
    const outputs = [{ ...size, precision: 'fp32', file: join(work, 'fp32.onnx') }] as const;
    const parent = { outputs } satisfies Partial<ExportedParent> as unknown as ExportedParent;
    await expect(makeVariants(request, parent, work)).rejects.toThrow(/quantise\.py/);
    const expected = (await letterboxPhotos(calibration, size, work)).map((file) => readFileSync(file));
    expect(readFileSync(join(work, 'int8-32x32.onnx'))).toEqual(Buffer.concat(expected));
    expect(told).toEqual([{ event: 'quantising', precision: 'int8', ...size, number: 1, total: 1 }]);
  });
});

describe(assertPhotosFor, () => {
  const check = (precisions: ModelExportRequest['precisions'], evaluation?: ModelExportRequest['evaluation']) => () =>
    assertPhotosFor({ precisions, evaluation } as ModelExportRequest);

  it('says what each precision needs photos for, as a fault of the call', () => {
    expect(check(['fp32'])).not.toThrow();
    expect(check(['fp16'])).toThrow(/^fp16 needs labelled photos: what it loses against fp32 is measured on them\./);
    expect(check(['fp16', 'int8'])).toThrow(/^int8 needs labelled photos: it is calibrated on them, and .*--data/);
    expect(check(['fp16'])).toThrow(HyperparameterInvalidError);
  });

  it('says so of a dataset that has none', () => {
    expect(check(['int8'], { split: 'val', classNames: ['drill'], photos: [] })).toThrow(DatasetUnusableError);
  });
});
