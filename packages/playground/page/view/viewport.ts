/** A width and height; of what and in which unit says the name that carries it. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What part of a photo is seen, free of pixels, so that two stages of different size show the same part. */
export interface Viewport {
  /** 1 shows the whole photo. */
  readonly zoom: number;
  /** The point of the photo in the middle of the stage, as fractions of its width and height. */
  readonly center: Point;
}

/** Where the photo stands in the stage: its top left corner and the CSS pixels of one pixel of the photo. */
export interface Placement {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

export const wholePhoto: Viewport = { zoom: 1, center: { x: 0.5, y: 0.5 } };
const maxZoom = 32;

/** @param stage in CSS pixels @param photo in pixels of the upright photo */
export function placePhoto({ zoom, center }: Viewport, photo: Size, stage: Size): Placement {
  const scale = zoom * Math.min(stage.width / photo.width, stage.height / photo.height);
  return {
    scale,
    left: stage.width / 2 - center.x * photo.width * scale,
    top: stage.height / 2 - center.y * photo.height * scale,
  };
}

/** Zooms by a factor about a point of the stage, which stays over the same point of the photo. */
export function zoomAbout(viewport: Viewport, factor: number, at: Point, photo: Size, stage: Size): Viewport {
  const before = placePhoto(viewport, photo, stage);
  const zoom = Math.min(maxZoom, Math.max(1, viewport.zoom * factor));
  const scale = (before.scale * zoom) / viewport.zoom;
  const left = at.x - ((at.x - before.left) / before.scale) * scale;
  const top = at.y - ((at.y - before.top) / before.scale) * scale;
  const x = (stage.width / 2 - left) / (photo.width * scale);
  const y = (stage.height / 2 - top) / (photo.height * scale);
  return hold({ zoom, center: { x, y } }, photo, stage);
}

/** Moves the photo by CSS pixels, as far as its edge. */
export function panBy(viewport: Viewport, moved: Point, photo: Size, stage: Size): Viewport {
  const { scale } = placePhoto(viewport, photo, stage);
  const x = viewport.center.x - moved.x / (photo.width * scale);
  const y = viewport.center.y - moved.y / (photo.height * scale);
  return hold({ ...viewport, center: { x, y } }, photo, stage);
}

/** Keeps the stage filled, or the photo in its middle where it is smaller. */
function hold({ zoom, center }: Viewport, photo: Size, stage: Size): Viewport {
  const { scale } = placePhoto({ zoom, center }, photo, stage);
  const halfX = Math.min(0.5, stage.width / 2 / (photo.width * scale));
  const halfY = Math.min(0.5, stage.height / 2 / (photo.height * scale));
  return { zoom, center: { x: clamp(center.x, halfX, 1 - halfX), y: clamp(center.y, halfY, 1 - halfY) } };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
