import { ImagingError, readImageHeader, uprightSize } from '@detectory/imaging';
import type { ImageLook } from '../../report/report-facts.js';
import { hashImageBytes } from '../hash-image-bytes.js';

/** Size and likeness of an image; `undefined` for bytes without even a size. */
export async function lookAtImage(bytes: Uint8Array): Promise<ImageLook | undefined> {
  try {
    return { size: uprightSize(readImageHeader(bytes)), dHash: await hashImageBytes(bytes) };
  } catch (error) {
    if (error instanceof ImagingError) return undefined;
    throw error;
  }
}
