/** What YOLOv5 names the class of a training with single-cls, where the dataset has several. */
export const singleClassName = 'item';

/** Whether a model of `known` classes was trained with single-cls on a dataset that has others. */
export function isSingleClassOf(known: readonly string[], classNames: readonly string[]): boolean {
  return known.length === 1 && known[0] === singleClassName && classNames.length > 1;
}
