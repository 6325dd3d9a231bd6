import { DatasetUnusableError } from '@detectory/trainer';

export interface NamedClasses {
  readonly name: string;
  readonly model: { readonly manifest: { readonly classNames: readonly string[] } };
}

/**
 * Each model's classes fit the dataset's; those of one that was trained with single-cls are one all the same.
 * @throws DatasetUnusableError where figures by class would stand beside those of other classes
 */
export function assertComparable(first: NamedClasses, second: NamedClasses): void {
  const [a, b] = [first, second].map(({ model }) => model.manifest.classNames.length);
  if (a === b) return;
  const [single, other] = a === 1 ? [first, second] : [second, first];
  throw new DatasetUnusableError(
    `${single.name} was trained with single-cls and takes all classes for one, ${other.name} tells ${other.model.manifest.classNames.length} apart: ` +
      'their figures say nothing side by side. Evaluate each without --compare.',
  );
}
