import { DatasetUnusableError } from '../errors.js';
import { splitOffValidation } from './split-off-validation.js';

export interface ValidationChoice {
  readonly train: readonly string[];
  readonly val: readonly string[];
  /** What a person must know, such as that validation photos were split off. */
  readonly warning?: string;
  /** The seed that chose the validation photos, where they were split off: another one would choose others. */
  readonly seed?: number;
}

export interface SplitImages {
  readonly train: readonly string[];
  readonly val: readonly string[];
  readonly seed: number;
  /** What two copies of an image have in common, such as the hash of their bytes. */
  readonly identityOf: (image: string) => string;
}

const advice = 'Build the dataset with detectory-prep build --split 80/10/10 to choose them yourself.';

/**
 * Training and validation photos that share none. Without validation photos, or where they are the training photos, a tenth
 * is set aside by seed; where some are in both, training goes without them.
 * @throws DatasetUnusableError when there is but one photo
 */
export function chooseValidation(images: SplitImages): ValidationChoice {
  const { train, val, seed, identityOf } = images;
  const validated = new Set(val.map(identityOf));
  const own = train.filter((image) => !validated.has(identityOf(image)));
  if (val.length > 0 && own.length === train.length) return { train, val };
  if (val.length > 0 && own.length > 0)
    return {
      train: own,
      val,
      warning: `WARNING: ${train.length - own.length} of ${train.length} training photos are in the validation split too (the same bytes), so training goes without them. ${advice}`,
    };
  const reason =
    val.length > 0 ? 'Every training photo is in the validation split too' : 'The dataset has no validation split';
  const chosen = splitOffValidation(train, seed, identityOf);
  if (chosen.val.length === 0)
    throw new DatasetUnusableError(
      `${reason}, and of ${train.length} different training photo none can be set aside for validation. Add photos.`,
    );
  return {
    ...chosen,
    seed,
    warning: `WARNING: ${reason}, so ${chosen.val.length} of ${train.length} training photos were set aside for validation. ${advice}`,
  };
}
