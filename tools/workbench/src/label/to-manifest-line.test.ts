import { describe, expect, it } from 'vitest';
import { toLabelsFile, toManifestLine } from './to-manifest-line.js';

const size = { width: 416, height: 312 };

describe(toManifestLine, () => {
  it('writes a Ground Truth line with only the classes it uses', () => {
    const labels = [
      { toolClass: 'screwdriver' as const, left: 3, top: 4, width: 50, height: 60 },
      { toolClass: 'drill' as const, left: 100, top: 20, width: 70, height: 80 },
    ];
    expect(JSON.parse(toManifestLine({ fileName: 'a.jpg', size, labels }, 'some-bucket'))).toEqual({
      'source-ref': 's3://some-bucket/images/a.jpg',
      workbench: {
        annotations: [
          { class_id: 3, width: 50, top: 4, height: 60, left: 3 },
          { class_id: 0, width: 70, top: 20, height: 80, left: 100 },
        ],
        image_size: [{ width: 416, depth: 3, height: 312 }],
      },
      'workbench-metadata': {
        'job-name': 'labeling-job/workbench',
        'class-map': { 0: 'drill', 3: 'screwdriver' },
        'human-annotated': 'yes',
        objects: [{ confidence: 0.95 }, { confidence: 0.95 }],
        'creation-date': '2026-11-23T00:00:00.000000',
        type: 'groundtruth/object-detection',
      },
    });
  });

  it('keeps an empty photo with no annotations and no classes', () => {
    const line = JSON.parse(toManifestLine({ fileName: 'b.jpg', size, labels: [] }, 'some-bucket'));
    expect(line.workbench.annotations).toEqual([]);
    expect(line['workbench-metadata']['class-map']).toEqual({});
    expect(line['workbench-metadata'].objects).toEqual([]);
  });
});

describe(toLabelsFile, () => {
  it('lists the classes in order', () => {
    const labels = JSON.parse(toLabelsFile()).labels.map(({ label }: { label: string }) => label);
    expect(labels).toEqual(['drill', 'hammer', 'paintbrush', 'screwdriver', 'wheelbarrow']);
  });
});
