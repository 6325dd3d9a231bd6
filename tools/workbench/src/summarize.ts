import type { LabelledPhoto } from './label/to-manifest-line.js';
import { TOOL_CLASSES, type ToolClass } from './tools/tool-catalogue.js';

/** What was drawn, in numbers. */
export interface WorkbenchSummary {
  readonly photos: number;
  readonly emptyPhotos: number;
  readonly boxes: number;
  readonly boxesPerClass: Readonly<Record<ToolClass, number>>;
}

/** Counts photos and labels. */
export function summarize(photos: readonly LabelledPhoto[]): WorkbenchSummary {
  const labels = photos.flatMap((photo) => photo.labels);
  const count = (wanted: ToolClass): number => labels.filter(({ toolClass }) => toolClass === wanted).length;
  const [drill, hammer, paintbrush, screwdriver, wheelbarrow] = TOOL_CLASSES.map(count);
  return {
    photos: photos.length,
    emptyPhotos: photos.filter((photo) => photo.labels.length === 0).length,
    boxes: labels.length,
    boxesPerClass: {
      drill: drill ?? 0,
      hammer: hammer ?? 0,
      paintbrush: paintbrush ?? 0,
      screwdriver: screwdriver ?? 0,
      wheelbarrow: wheelbarrow ?? 0,
    },
  };
}
