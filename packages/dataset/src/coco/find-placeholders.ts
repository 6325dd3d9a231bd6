import type { CocoFile } from './coco-file.js';

/**
 * Ids of categories that are no classes: Roboflow lists the project itself as a category without a parent, which all the
 * others name as their supercategory and no box has.
 */
export function findPlaceholders({ categories, annotated }: CocoFile): ReadonlySet<string> {
  const parents = new Set(categories.map((category) => category.supercategory));
  const candidates = categories.filter(({ name, supercategory }) => supercategory === 'none' && parents.has(name));
  const ids = new Set(candidates.map((category) => category.id));
  if (ids.size > 0) for (const { boxes } of annotated.values()) for (const box of boxes) ids.delete(box.categoryId);
  return ids;
}
