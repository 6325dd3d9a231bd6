import type { ReportFacts } from '../report-facts.js';

/** A box in pixels of the image as training sees it. */
export interface SizedBox {
  readonly classIndex: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Boxes in pixels at `imgsz`: YOLOv5 scales an image until its longer side is `imgsz`. Boxes of images that were not read have
 * no such size and are left out.
 */
export function sizeBoxes({ images, imgsz }: Pick<ReportFacts, 'images' | 'imgsz'>): SizedBox[] {
  return images.flatMap(({ boxes, look }) => {
    if (!look) return [];
    const { widthPx, heightPx } = look.size;
    const scale = imgsz / Math.max(widthPx, heightPx);
    return boxes.map((box) => ({
      classIndex: box.classIndex,
      widthPx: box.width * widthPx * scale,
      heightPx: box.height * heightPx * scale,
    }));
  });
}
