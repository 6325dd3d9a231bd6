import {
  applyEdits,
  checkImage,
  DefectiveImageError,
  type FlawCode,
  type ImageHeader,
  type Orientation,
  UnreadableImageError,
} from '@detectory/imaging';
import { createHash } from 'node:crypto';
import type { ProblemReason } from '../model/reasons.js';

/** What the plan needs to know of an image's bytes. */
export interface ImageFacts {
  /** Its orientation is how a viewer shows the image. */
  readonly header: ImageHeader;
  /** How OpenCV, and so YOLOv5, turns the dataset's own image: as the header says, or not at all where the tag has to go. */
  readonly trainerOrientation: Orientation;
  /** How OpenCV turns the source as it lies. */
  readonly openCvOrientation: Orientation;
  /** Of the source's bytes. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** What YOLOv5 would warn of or mend in place. */
  readonly flaws: readonly FlawCode[];
  /** Whether the dataset's own image is a mended copy: never a link, because no source is ever changed. */
  readonly mustMend: boolean;
  /** 16 hexadecimal digits, where hashes were asked for and the image can be decoded. */
  readonly dHash?: string | undefined;
}

export interface ImageProblem {
  readonly reason: ProblemReason;
  readonly message: string;
}

/** Reads the facts, or finds what makes YOLOv5 drop the image. */
export function examineImage(bytes: Uint8Array): ImageFacts | ImageProblem {
  try {
    const { header, trainerOrientation, openCvOrientation, flaws, edits } = checkImage(bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const codes = flaws.map(({ code }) => code);
    const mustMend = edits.length > 0;
    return { header, trainerOrientation, openCvOrientation, sha256, sizeBytes: bytes.length, flaws: codes, mustMend };
  } catch (error) {
    if (error instanceof DefectiveImageError) return { reason: error.defect, message: error.message };
    if (error instanceof UnreadableImageError) return { reason: 'image-unreadable', message: error.message };
    throw error;
  }
}

/** The facts of an image that nobody copies, and so nobody mends: its labels follow what OpenCV sees in the source. */
export function withoutMending(facts: ImageFacts): ImageFacts | ImageProblem {
  const { header, openCvOrientation, flaws } = facts;
  if (flaws.includes('orientation-unreadable'))
    return {
      reason: 'image-damaged',
      message: `OpenCV does not open a TIFF of orientation ${header.orientation}; --copy link or copy mends it.`,
    };
  return { ...facts, trainerOrientation: openCvOrientation, flaws: [], mustMend: false };
}

/** The bytes as the dataset holds them: no pixel changed, without what YOLOv5 would stumble over. */
export function mendImage(bytes: Uint8Array): Uint8Array {
  return applyEdits(bytes, checkImage(bytes).edits);
}
