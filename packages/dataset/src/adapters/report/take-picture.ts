import { ImagingError } from '@detectory/imaging';
import { makeThumbnail } from '@detectory/imaging/sharp';
import type { ReportPicture } from '../../report/report-facts.js';
import type { ImageBytes } from './image-source.js';

/** A picture for the page of an image's bytes. */
export async function takePicture(image: ImageBytes): Promise<ReportPicture> {
  if ('missing' in image) return image;
  try {
    const { webp, widthPx, heightPx } = await makeThumbnail(image.bytes);
    return { dataUri: `data:image/webp;base64,${Buffer.from(webp).toString('base64')}`, widthPx, heightPx };
  } catch (error) {
    if (error instanceof ImagingError) return { missing: error.message };
    throw error;
  }
}
