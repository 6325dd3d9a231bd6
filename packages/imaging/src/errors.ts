export type ImagingBlame = 'input' | 'environment';

export abstract class ImagingError extends Error {
  abstract readonly code: string;
  abstract readonly blame: ImagingBlame;
}

/** The bytes are not an image that we can read; the message says what they are instead and what is wanted. */
export class UnreadableImageError extends ImagingError {
  override readonly name = 'UnreadableImageError';
  readonly code = 'IMAGING_UNREADABLE';
  readonly blame = 'input';
}

/** The bytes are an image of a format that this build can't decode. */
export class UnsupportedImageError extends ImagingError {
  override readonly name = 'UnsupportedImageError';
  readonly code = 'IMAGING_UNSUPPORTED';
  readonly blame = 'input';
  constructor(
    readonly format: string,
    readonly hint: string,
  ) {
    super(`The image is ${format}, which can't be decoded here. ${hint}`);
  }
}

/** What keeps YOLOv5 from taking an image, by what a person can do about it. */
export type DefectCode =
  'image-unreadable' | 'image-format' | 'image-truncated' | 'image-damaged' | 'image-too-small' | 'image-too-large';

/** YOLOv5 would drop the image, or end the training at it. */
export class DefectiveImageError extends ImagingError {
  override readonly name = 'DefectiveImageError';
  readonly code = 'IMAGING_DEFECTIVE';
  readonly blame = 'input';
  constructor(
    readonly defect: DefectCode,
    message: string,
  ) {
    super(message);
  }
}
