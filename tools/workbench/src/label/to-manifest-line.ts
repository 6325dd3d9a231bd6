import type { PhotoSizePx } from '../scene/scene.js';
import { TOOL_CLASSES } from '../tools/tool-catalogue.js';
import type { ToolLabel } from './label-tools.js';

/** The manifest's label attribute. */
export const LABEL_ATTRIBUTE = 'workbench';

const CREATION_DATE = '2026-11-23T00:00:00.000000';

/** A photo as its manifest line names it. */
export interface LabelledPhoto {
  readonly fileName: string;
  readonly size: PhotoSizePx;
  readonly labels: readonly ToolLabel[];
}

/**
 * One line of an object-detection manifest as SageMaker Ground Truth writes it, without the line end.
 * @param bucket the bucket that `source-ref` names; the photo's key there is `images/<file name>`.
 */
export function toManifestLine({ fileName, size, labels }: LabelledPhoto, bucket: string): string {
  const classIds = labels.map(({ toolClass }) => TOOL_CLASSES.indexOf(toolClass));
  const used = [...new Set(classIds)].sort((a, b) => a - b);
  return JSON.stringify({
    'source-ref': `s3://${bucket}/images/${fileName}`,
    [LABEL_ATTRIBUTE]: {
      annotations: labels.map(({ left, top, width, height }, index) => ({
        class_id: classIds[index],
        width,
        top,
        height,
        left,
      })),
      image_size: [{ width: size.width, depth: 3, height: size.height }],
    },
    [`${LABEL_ATTRIBUTE}-metadata`]: {
      'job-name': `labeling-job/${LABEL_ATTRIBUTE}`,
      'class-map': Object.fromEntries(used.map((classId) => [String(classId), TOOL_CLASSES[classId]])),
      'human-annotated': 'yes',
      objects: labels.map(() => ({ confidence: 0.95 })),
      'creation-date': CREATION_DATE,
      type: 'groundtruth/object-detection',
    },
  });
}

/** The label categories in class order, as a Ground Truth job's `labels.json` lists them. */
export function toLabelsFile(): string {
  const labels = TOOL_CLASSES.map((label) => ({ label }));
  return `${JSON.stringify({ 'document-version': '2018-11-28', labels })}\n`;
}
