import { DefectiveImageError } from '@detectory/imaging';
import { assertDecodes } from '@detectory/imaging/sharp';
import { examineImage, type ImageFacts, type ImageProblem } from '../plan/examine-image.js';

/** As examineImage, and decodes where structure alone doesn't tell whether OpenCV opens the file (WebP). */
export async function examineFile(bytes: Uint8Array): Promise<ImageFacts | ImageProblem> {
  const facts = examineImage(bytes);
  if ('reason' in facts) return facts;
  try {
    await assertDecodes(bytes, facts.header.format);
    return facts;
  } catch (error) {
    if (error instanceof DefectiveImageError) return { reason: error.defect, message: error.message };
    throw error;
  }
}
