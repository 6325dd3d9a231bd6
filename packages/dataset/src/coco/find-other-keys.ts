import type { JsonObject } from '../ground-truth/json-value.js';
import { isSourceRef } from './coco-records.js';

export type CocoList = 'images' | 'annotations' | 'categories';

/** What is read, or noted by a reason of its own (shapes, crowds); `area` follows from the box. */
const known: Readonly<Record<CocoList, ReadonlySet<string>>> = {
  images: new Set(['id', 'file_name', 'width', 'height']),
  annotations: new Set([
    ...['id', 'image_id', 'category_id', 'bbox', 'area', 'iscrowd'],
    ...['segmentation', 'segments_info', 'keypoints', 'num_keypoints', 'caption'],
  ]),
  categories: new Set(['id', 'name', 'supercategory']),
};

/** What a record holds that no dataset keeps, as `images.license`. Many tools write every key: those without a value don't count. */
export function findOtherKeys(list: CocoList, record: JsonObject): string[] {
  const others: string[] = [];
  for (const key in record)
    if (!isRead(list, key, record[key]) && saysSomething(record[key])) others.push(`${list}.${key}`);
  return others;
}

function isRead(list: CocoList, key: string, value: unknown): boolean {
  return known[list].has(key) || (list === 'images' && key === 'coco_url' && isSourceRef(value));
}

/** Whether a value is one: CVAT writes `attributes: { occluded: false, rotation: 0 }`, Roboflow `supercategory: "none"`. */
export function saysSomething(value: unknown): boolean {
  if (value !== null && typeof value === 'object') return Object.values(value).some(saysSomething);
  return Boolean(value) && value !== 'none';
}
