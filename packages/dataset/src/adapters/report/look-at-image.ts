import { ImagingError, readImageHeader, uprightSize } from '@detectory/imaging';
import { hashImage } from '@detectory/imaging/sharp';
import type { ImageLook } from '../../report/report-facts.js';

/** Size and likeness of an image; `undefined` for bytes without even a size. */
export async function lookAtImage(bytes: Uint8Array): Promise<ImageLook | undefined> {
  try {
    return { size: uprightSize(readImageHeader(bytes)), dHash: await hashOf(bytes) };
  } catch (error) {
    if (error instanceof ImagingError) return undefined;
    throw error;
  }
}

async function hashOf(bytes: Uint8Array): Promise<string | undefined> {
  try {
    return (await hashImage(bytes)).toString(16).padStart(16, '0');
  } catch (error) {
    if (error instanceof ImagingError) return undefined;
    throw error;
  }
}
