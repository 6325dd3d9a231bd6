import type { Placement } from '../geometry/placement.js';
import type { Colour } from '../render/colour.js';
import type { Shape } from '../render/shape.js';
import type { ToolClass } from '../tools/tool-catalogue.js';

/** A photo's size in pixels. */
export interface PhotoSizePx {
  readonly width: number;
  readonly height: number;
}

/** A drawing and where it stands. */
export interface PlacedDrawing {
  readonly shapes: readonly Shape[];
  readonly placement: Placement;
}

/** A tool in the photo; it gets a label. */
export interface PlacedTool extends PlacedDrawing {
  readonly toolClass: ToolClass;
}

/** The lamp: shadows fall away from it, and it colours the whole photo. */
export interface Light {
  readonly shadowAngleDegrees: number;
  readonly shadowLengthPx: number;
  readonly shadowSoftnessPx: number;
  /** 0 to 1, as all strengths here. */
  readonly shadowStrength: number;
  readonly tint: Colour;
  readonly tintStrength: number;
  readonly glowStrength: number;
  readonly vignetteStrength: number;
}

/** What the camera does to the picture. */
export interface CameraFinish {
  readonly brightness: number;
  readonly saturation: number;
  /** Sharp's blur radius; no blur below 0.3. */
  readonly blurSigma: number;
  /** Largest step of a pixel's noise, of 255. */
  readonly noiseReach: number;
  readonly noiseSeed: number;
  readonly jpegQuality: number;
}

/** All that a photo shows, as plain values: the same scene always gives the same picture. */
export interface Scene {
  readonly name: string;
  readonly size: PhotoSizePx;
  readonly background: PlacedDrawing;
  readonly clutter: readonly PlacedDrawing[];
  /** Later tools lie on top of earlier ones. */
  readonly tools: readonly PlacedTool[];
  readonly light: Light;
  readonly finish: CameraFinish;
}
