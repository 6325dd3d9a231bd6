import { boxAround, boxArea, intersectBoxes } from '../geometry/pixel-box.js';
import type { RandomSource } from '../random/random-source.js';
import { TOOL_KINDS, type ToolClass } from '../tools/tool-catalogue.js';
import type { PhotoSizePx, PlacedTool } from './scene.js';
import { shareHidden, shareInside, toSilhouette, type Silhouette } from './tool-silhouette.js';

const TRIES = 40;
const MOST_HIDDEN = 0.18;
const MOST_BOX_OVERLAP = 0.35;

interface Standing {
  readonly tool: PlacedTool;
  readonly silhouette: Silhouette;
}

/**
 * Lays the tools down one after the other, each mostly inside the photo and mostly beside the others; the odd one is
 * cut by the edge. A tool that finds no place after forty tries, each a little smaller, is left out.
 */
export function placeTools(random: RandomSource, size: PhotoSizePx, cast: readonly ToolClass[]): PlacedTool[] {
  const crowding = [1, 1, 0.95, 0.82, 0.72][cast.length] ?? 0.72;
  const standing: Standing[] = [];
  for (const toolClass of cast) {
    const found = findPlace(random, size, toolClass, crowding, standing);
    if (found) standing.push(found);
  }
  return standing.map(({ tool }) => tool);
}

function findPlace(
  random: RandomSource,
  size: PhotoSizePx,
  toolClass: ToolClass,
  crowding: number,
  standing: readonly Standing[],
): Standing | undefined {
  const shapes = TOOL_KINDS[toolClass].draw(random);
  const leastInside = random.chance(0.12) ? 0.55 : 0.97;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const tool = { toolClass, shapes, placement: tryPlacement(random, size, toolClass, crowding * 0.992 ** attempt) };
    const candidate = { tool, silhouette: toSilhouette(tool) };
    const isFine = shareInside(candidate.silhouette, size) >= leastInside && leavesOthersVisible(candidate, standing);
    if (isFine) return candidate;
  }
  return undefined;
}

function tryPlacement(
  random: RandomSource,
  size: PhotoSizePx,
  toolClass: ToolClass,
  crowding: number,
): PlacedTool['placement'] {
  const { sizeRange, turnDegrees } = TOOL_KINDS[toolClass];
  const [min, max] = sizeRange;
  return {
    centerX: size.width * random.between(0.08, 0.92),
    centerY: size.height * random.between(0.08, 0.92),
    scale: (Math.min(size.width, size.height) * random.between(min, max) * crowding) / 100,
    angleDegrees: random.between(-turnDegrees, turnDegrees),
    mirrored: random.chance(0.5),
  };
}

function leavesOthersVisible(candidate: Standing, standing: readonly Standing[]): boolean {
  return standing.every(({ silhouette }, index) => {
    const above = [...standing.slice(index + 1), candidate].map((other) => other.silhouette);
    return (
      boxOverlap(silhouette, candidate.silhouette) <= MOST_BOX_OVERLAP && shareHidden(silhouette, above) <= MOST_HIDDEN
    );
  });
}

/** Intersection over the smaller box: nearly 1 when one box holds the other, where IoU would stay low. */
function boxOverlap(a: Silhouette, b: Silhouette): number {
  const [boxA, boxB] = [boxAround(a.outlines.flat()), boxAround(b.outlines.flat())];
  if (!boxA || !boxB) return 0;
  return boxArea(intersectBoxes(boxA, boxB)) / Math.min(boxArea(boxA), boxArea(boxB));
}
