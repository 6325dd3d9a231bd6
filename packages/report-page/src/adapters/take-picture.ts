import { ImagingError } from '@detectory/imaging';
import { makeThumbnail, type ThumbnailOptions } from '@detectory/imaging/sharp';
import type { PagePicture } from '../picture.js';

/** A picture for the page of an image's bytes; where none can be made, the reason. */
export async function takePicture(bytes: Uint8Array, options?: ThumbnailOptions): Promise<PagePicture> {
  try {
    const { webp, widthPx, heightPx } = await makeThumbnail(bytes, options);
    return { dataUri: `data:image/webp;base64,${Buffer.from(webp).toString('base64')}`, widthPx, heightPx };
  } catch (error) {
    if (error instanceof ImagingError) return { missing: error.message };
    throw error;
  }
}
