import type { ModelManifest } from '@detectory/inference-core';
import { describe, expect, it } from 'vitest';
import { formatExport } from './report-export.js';

const manifest: ModelManifest = {
  formatVersion: 1,
  engine: { name: 'ultralytics', version: '8.4.190' },
  classNames: ['drill', 'hammer'],
  stridePx: 32,
  head: 'anchor-free',
  exports: [],
  thresholds: { confidence: 0.25, iou: 0.45, maxDetections: 300 },
  parity: { images: 3, detections: 40, agreement: 0.995 },
  licences: { code: 'Apache-2.0', weights: 'AGPL-3.0' },
  files: [],
};

describe(formatExport, () => {
  it('says where the model is, what it is of, and on what it was compared', () => {
    const text = formatExport({ model: 'm/model.tar.gz', manifest, variants: [], refusals: [] }, false);
    expect(text).toMatch(/model +m\/model.tar.gz\nengine +ultralytics 8.4.190\nclasses +2\n/);
    expect(text).toMatch(/99.5% of 40 detections agree \(on noise: pass --data/);
  });

  it('sets the variants side by side', () => {
    const variant = { heightPx: 640, widthPx: 640, mAP50: 0.5, mAP50_95: 0.3, sizeBytes: 1e6, latencyMs: 40 };
    const variants = [
      { ...variant, precision: 'fp32' as const },
      { ...variant, precision: 'int8' as const },
    ];
    const text = formatExport({ model: 'm', manifest, variants, refusals: [] }, true);
    expect(text).toMatch(/\n\nprecision .*\n.*\nfp32 .*40.0 ms\nint8 /);
    expect(text).not.toContain('noise');
  });
});
