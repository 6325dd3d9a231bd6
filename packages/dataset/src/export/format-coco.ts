import { isS3Uri } from '@detectory/storage';
import type { SizedImage } from './exported-image.js';
import { roundBox, toShortestPixelBox } from '../geometry/to-shortest-pixel-box.js';

export interface CocoOptions {
  readonly classes: readonly string[];
  /** In the order of `classes`. */
  readonly supercategories?: readonly (string | null)[] | undefined;
  readonly fileNameOf: (image: SizedImage) => string;
}

/**
 * A COCO file, an entry on each line. Ids count from 1: some readers take category 0 for the background. Boxes refer to the
 * photo as a viewer shows it. Images without annotations are negatives.
 */
export function formatCoco(
  images: readonly SizedImage[],
  { classes, supercategories, fileNameOf }: CocoOptions,
): string {
  const annotations = images.flatMap((image, i) => toAnnotations(image, i + 1));
  const lists = {
    categories: classes.map((name, index) => ({ id: index + 1, name, supercategory: supercategories?.[index] ?? '' })),
    images: images.map((image, i) => toEntry(image, i + 1, fileNameOf(image))),
    annotations: annotations.map((annotation, i) => ({ id: i + 1, ...annotation })),
  };
  const parts = Object.entries(lists).map(([key, entries]) => `${JSON.stringify(key)}: ${formatList(entries)}`);
  return `{\n"info": {},\n"licenses": [],\n${parts.join(',\n')}\n}\n`;
}

function formatList(entries: readonly unknown[]): string {
  return entries.length === 0 ? '[]' : `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`;
}

function toEntry({ displayedSize, sourceRef }: SizedImage, id: number, fileName: string): unknown {
  const { widthPx: width, heightPx: height } = displayedSize;
  return { id, file_name: fileName, width, height, ...(isS3Uri(sourceRef) && { coco_url: sourceRef }) };
}

function toAnnotations({ boxes, displayedSize }: SizedImage, imageId: number): object[] {
  return boxes.map((box) => {
    const { left, top, width, height } = roundBox(toShortestPixelBox(box, displayedSize));
    return {
      image_id: imageId,
      category_id: box.classIndex + 1,
      bbox: [left, top, width, height],
      area: Number((width * height).toFixed(4)),
      iscrowd: 0,
      segmentation: [],
    };
  });
}
