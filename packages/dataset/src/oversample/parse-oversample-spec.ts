import { InvalidOptionError } from '../errors.js';

/** What `--oversample` asks for: repeat-factor sampling up to this share of images for each class. */
export interface OversampleSpec {
  readonly threshold: number;
}

/** LVIS's own value (Gupta, Dollár and Girshick 2019), made for 100,000 images and 1203 classes. */
const defaultThreshold = 0.001;

/**
 * `rfs` or `rfs=0.05`: the threshold is a share of the images, in (0, 1].
 * @throws InvalidOptionError
 */
export function parseOversampleSpec(text: string): OversampleSpec {
  if (text === 'rfs') return { threshold: defaultThreshold };
  const threshold = text.startsWith('rfs=') && text.trim() !== 'rfs=' ? Number(text.slice('rfs='.length)) : NaN;
  if (!(threshold > 0 && threshold <= 1))
    throw new InvalidOptionError(
      `--oversample ${text}: expected rfs, or rfs= with the share of images that each class should seem to have, such as rfs=0.05.`,
    );
  return { threshold };
}
