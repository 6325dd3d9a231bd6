/** Upright pixels: rows from the top, three bytes a pixel in the order red, green, blue, without padding. */
export interface RgbImage {
  /** `widthPx * heightPx * 3` bytes. */
  readonly pixels: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}
