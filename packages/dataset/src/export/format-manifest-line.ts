import { roundBox, toShortestPixelBox } from '../geometry/to-shortest-pixel-box.js';
import type { SizedImage } from './exported-image.js';
import { toStoredBox, toStoredSize } from './to-stored-box.js';

export interface ManifestLineOptions {
  readonly classes: readonly string[];
  /** The label attribute's name. */
  readonly attribute: string;
  /** As Ground Truth writes it: `2026-01-31T12:00:00.000000`. Of the images that have no date of their own. */
  readonly creationDate: string;
  readonly jobName: string;
}

/**
 * One line of an output manifest, without its end, as Rekognition Custom Labels and an adjustment job take it. Boxes refer to
 * the photo's stored pixels, as Ground Truth's own do. Every line has the whole class-map, so that a class without a box and
 * the order of the classes survive. A confidence is asked for: where none is known, 1, as Rekognition writes it.
 */
export function formatManifestLine(
  image: SizedImage,
  sourceRef: string,
  { classes, attribute, creationDate, jobName }: ManifestLineOptions,
): string {
  const { displayedSize, orientation, boxes, labelledAt = creationDate, isMachineMade = false } = image;
  const { widthPx, heightPx } = toStoredSize(displayedSize, orientation);
  const annotations = boxes.map((box) => {
    const stored = roundBox(toStoredBox(toShortestPixelBox(box, displayedSize), displayedSize, orientation));
    return { class_id: box.classIndex, ...stored };
  });
  return JSON.stringify({
    'source-ref': sourceRef,
    [attribute]: { image_size: [{ width: widthPx, height: heightPx, depth: 3 }], annotations },
    [`${attribute}-metadata`]: {
      objects: boxes.map(({ confidence = 1 }) => ({ confidence })),
      'class-map': Object.fromEntries(classes.map((name, index) => [index, name])),
      type: 'groundtruth/object-detection',
      'human-annotated': isMachineMade ? 'no' : 'yes',
      'creation-date': labelledAt,
      'job-name': jobName,
    },
  });
}
