/** What YOLOv5 names the class of a training with single-cls, where the dataset has several. */
export const singleClassName = 'item';

/**
 * Whether a model of `known` classes was trained with single-cls on a dataset that has others: labels keep theirs, also where a
 * run's record names the one that it trained.
 */
export function isSingleClassOf(known: readonly string[], classNames: readonly string[]): boolean {
  if (known.length !== 1 || known[0] !== singleClassName) return false;
  return classNames.length > 1 || classNames[0] === singleClassName;
}
