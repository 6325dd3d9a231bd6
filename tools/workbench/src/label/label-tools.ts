import { boxAround, growBox, intersectBoxes, joinBoxes, type PixelBox } from '../geometry/pixel-box.js';
import { placeOutline } from '../geometry/placement.js';
import { clipOutline } from '../geometry/polygons.js';
import type { PhotoSizePx, PlacedDrawing, PlacedTool } from '../scene/scene.js';
import { shareHidden, shareInside, toSilhouette } from '../scene/tool-silhouette.js';
import type { ToolClass } from '../tools/tool-catalogue.js';

/** A tool's label: whole pixels, inside the photo. */
export interface ToolLabel {
  readonly toolClass: ToolClass;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const LEAST_INSIDE = 0.25;
const MOST_HIDDEN = 0.6;

/** The labels of a photo's tools, without those that are hardly in the photo or mostly under another tool. */
export function labelTools(tools: readonly PlacedTool[], size: PhotoSizePx): ToolLabel[] {
  const silhouettes = tools.map(toSilhouette);
  return tools.flatMap((tool, index) => {
    const silhouette = silhouettes[index] ?? toSilhouette(tool);
    const isInView = shareInside(silhouette, size) >= LEAST_INSIDE;
    const isHidden = shareHidden(silhouette, silhouettes.slice(index + 1)) > MOST_HIDDEN;
    const box = isInView && !isHidden ? toTightBox(tool, size) : undefined;
    return box ? [{ toolClass: tool.toolClass, ...toWholePixels(box) }] : [];
  });
}

/** The smallest box around what the photo shows of a drawing, the line around it included; undefined for nothing. */
export function toTightBox({ shapes, placement }: PlacedDrawing, { width, height }: PhotoSizePx): PixelBox | undefined {
  const photo = { left: 0, top: 0, right: width, bottom: height };
  const boxes = shapes.flatMap(({ outline, edge }) => {
    const box = boxAround(clipOutline(placeOutline(outline, placement), photo));
    const lineReach = ((edge?.width ?? 0) / 2) * placement.scale;
    return box ? [intersectBoxes(growBox(box, lineReach), photo)] : [];
  });
  return joinBoxes(boxes);
}

function toWholePixels(box: PixelBox): Omit<ToolLabel, 'toolClass'> {
  const [left, top] = [Math.floor(box.left), Math.floor(box.top)];
  return { left, top, width: Math.ceil(box.right) - left, height: Math.ceil(box.bottom) - top };
}
