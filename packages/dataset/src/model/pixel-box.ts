/** A box in pixels from the image's top-left corner. Never mixed with a NormalizedBox: the fields differ. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface ImageSizePx {
  readonly widthPx: number;
  readonly heightPx: number;
}
