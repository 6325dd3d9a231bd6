import { ImagingError } from '@detectory/imaging';
import { hashImage } from '@detectory/imaging/sharp';

/** The dHash of an image's bytes as 16 hexadecimal digits; `undefined` for one that can't be decoded. */
export async function hashImageBytes(bytes: Uint8Array): Promise<string | undefined> {
  try {
    return (await hashImage(bytes)).toString(16).padStart(16, '0');
  } catch (error) {
    if (error instanceof ImagingError) return undefined;
    throw error;
  }
}
