import { describe, expect, it } from 'vitest';
import type { SizedImage } from './exported-image.js';
import { formatCoco } from './format-coco.js';

describe(formatCoco, () => {
  it('writes each box with ids from 1, its pixels as shown, its area, and no crowd or outline', () => {
    const box = { classIndex: 1, centerX: 0.5, centerY: 0.5, width: 0.5, height: 0.25 };
    const image: SizedImage = {
      split: 'train',
      file: 'a.jpg',
      sourceRef: 'a.jpg',
      boxes: [box],
      displayedSize: { widthPx: 40, heightPx: 20 },
      orientation: 6,
    };
    const coco = JSON.parse(
      formatCoco([image], { classes: ['saw', 'drill'], fileNameOf: ({ file }) => file }),
    ) as unknown;
    expect(coco).toMatchObject({
      images: [{ id: 1, file_name: 'a.jpg', width: 40, height: 20 }],
      categories: [{ id: 1 }, { id: 2, name: 'drill' }],
      annotations: [
        { id: 1, image_id: 1, category_id: 2, bbox: [10, 7.5, 20, 5], area: 100, iscrowd: 0, segmentation: [] },
      ],
    });
  });
});
