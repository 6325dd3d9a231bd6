import { InvalidOptionError } from '../errors.js';

/** The formats that labels are read from and written in. */
export type LabelFormat = 'ground-truth' | 'coco' | 'yolo';

const formats: readonly string[] = ['ground-truth', 'coco', 'yolo'] satisfies LabelFormat[];

/**
 * @param flag for the message
 * @throws InvalidOptionError
 */
export function parseLabelFormat(flag: string, text: string): LabelFormat {
  if (formats.includes(text)) return text as LabelFormat;
  throw new InvalidOptionError(`${flag} ${text}: expected ground-truth, coco or yolo.`);
}
