import { type ImageHeader, uprightSize } from '@detectory/imaging';
import type { ImageSizePx } from '../model/pixel-box.js';

/**
 * `auto`: the size that the labels name decides for each photo, and what it leaves open is taken as stored, or under
 * `auto-displayed` as shown; the others decide for all.
 */
export type ExifMode = 'auto' | 'auto-displayed' | 'stored' | 'displayed';

export type FrameDecision =
  | {
      /** Which pixels the boxes refer to: as stored, or as shown (EXIF applied). */
      readonly frame: 'stored' | 'displayed';
      /** Whether the photo is rotated and its size fits both frames. */
      readonly isUndecidable: boolean;
    }
  | { readonly frame: 'mismatch' };

/**
 * Which frame the boxes of a photo refer to. Orientations 5 to 8 swap the sides, so that the labels' image_size tells;
 * a square photo or orientations 2 to 4 leave it open, and then the stored frame is taken: Ground Truth's own frame. Tools
 * that write COCO show the photo turned.
 */
export function resolveFrame(labelled: ImageSizePx | undefined, header: ImageHeader, mode: ExifMode): FrameDecision {
  const stored: ImageSizePx = { widthPx: header.storedWidthPx, heightPx: header.storedHeightPx };
  const fitsStored = !labelled || isSameSize(labelled, stored);
  const fitsDisplayed = !labelled || isSameSize(labelled, uprightSize(header));
  if (header.orientation === 1) return fitsStored ? { frame: 'stored', isUndecidable: false } : { frame: 'mismatch' };
  if (mode === 'stored') return fitsStored ? { frame: 'stored', isUndecidable: false } : { frame: 'mismatch' };
  if (mode === 'displayed') return fitsDisplayed ? { frame: 'displayed', isUndecidable: false } : { frame: 'mismatch' };
  if (!fitsStored && !fitsDisplayed) return { frame: 'mismatch' };
  const isUndecidable = fitsStored && fitsDisplayed;
  const isShown = isUndecidable ? mode === 'auto-displayed' : fitsDisplayed;
  return { frame: isShown ? 'displayed' : 'stored', isUndecidable };
}

function isSameSize(a: ImageSizePx, b: ImageSizePx): boolean {
  return a.widthPx === b.widthPx && a.heightPx === b.heightPx;
}
