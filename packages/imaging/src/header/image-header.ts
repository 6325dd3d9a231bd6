export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp' | 'tiff';

/** EXIF orientation: 1 upright, 2 to 4 mirrored or upside down, 5 to 8 with width and height swapped. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What a file's first bytes say, without decoding a pixel. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** Width as stored, before any rotation by EXIF. */
  readonly storedWidthPx: number;
  readonly storedHeightPx: number;
  readonly orientation: Orientation;
}

export interface UprightSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The size as a viewer shows the image: orientations 5 to 8 swap width and height. */
export function uprightSize(header: ImageHeader): UprightSize {
  const { storedWidthPx, storedHeightPx, orientation } = header;
  return orientation >= 5
    ? { widthPx: storedHeightPx, heightPx: storedWidthPx }
    : { widthPx: storedWidthPx, heightPx: storedHeightPx };
}
