import type { RecordedDataset } from '../dataset-json/parse-dataset-json.js';
import { compareCodeUnits } from '../model/compare-code-units.js';
import { stableHash } from '../model/stable-hash.js';
import type { DuplicateGroup } from './analysis/near-duplicates.js';
import type { ReportFacts } from './report-facts.js';

/** An image that is no part of the dataset, or lost a box. */
export interface LeftOut {
  readonly sourceRef: string;
  readonly detail: string | undefined;
}

export interface ReasonPictures {
  readonly reason: string;
  /** The first few that name an image. */
  readonly records: readonly LeftOut[];
}

/** Which images the page shows. */
export interface PictureChoice {
  /** For each class positions of images that show it. */
  readonly ofClass: readonly (readonly number[])[];
  /** For each of the first near-duplicate groups positions of images. */
  readonly ofGroup: readonly (readonly number[])[];
  readonly ofReason: readonly ReasonPictures[];
}

/** A page with more pictures takes long to open. At about 12 KB each these are 10 MB. */
export const mostPictures = 600;
const mostPerReason = 8;
const mostPerGroup = 6;
export const mostGroups = 24;

/** @param imagesPerClass as many for each class as there are, and as the page can hold; classes take turns */
export function choosePictures(
  facts: ReportFacts,
  duplicates: readonly DuplicateGroup[],
  imagesPerClass: number,
): PictureChoice {
  const ofReason = chooseOfReasons(facts.dataset);
  const ofGroup = duplicates.slice(0, mostGroups).map((group) => group.images.slice(0, mostPerGroup));
  const used = ofReason.reduce((sum, { records }) => sum + records.length, 0);
  const chosen = new Set(ofGroup.flat());
  const candidates = listByClass(facts);
  const ofClass = candidates.map((): number[] => []);
  for (let round = 0; round < imagesPerClass; round++)
    candidates.forEach((images, k) => {
      const image = images[round];
      if (image === undefined || (!chosen.has(image) && used + chosen.size >= mostPictures)) return;
      chosen.add(image);
      ofClass[k]?.push(image);
    });
  return { ofClass, ofGroup, ofReason };
}

/** Images of each class in an order that their names don't decide, so that the first few are no choice of anybody's. */
function listByClass({ images, dataset }: ReportFacts): number[][] {
  const lists = dataset.classes.map((): number[] => []);
  const hashes = images.map(({ sourceRef }) => stableHash(sourceRef, 16));
  const order = images.map((_, i) => i).sort((a, b) => compareCodeUnits(hashes[a] ?? '', hashes[b] ?? ''));
  for (const i of order) for (const k of new Set(images[i]?.boxes.map((box) => box.classIndex))) lists[k]?.push(i);
  return lists;
}

function chooseOfReasons({ dropped }: RecordedDataset): ReasonPictures[] {
  const byReason = new Map<string, Map<string, LeftOut>>();
  for (const record of [...dropped.images, ...dropped.boxes]) {
    if (record.sourceRef === undefined) continue;
    const records = byReason.get(record.reason) ?? new Map<string, LeftOut>();
    byReason.set(record.reason, records);
    // Of an image that lost several boxes one picture is enough.
    if (records.size >= mostPerReason || records.has(record.sourceRef)) continue;
    const detail = 'detail' in record ? record.detail : undefined;
    records.set(record.sourceRef, { sourceRef: record.sourceRef, detail });
  }
  return [...byReason].map(([reason, records]) => ({ reason, records: [...records.values()] }));
}
