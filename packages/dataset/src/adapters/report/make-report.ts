import type { PagePicture } from '@detectory/report-page';
import { takePicture } from '@detectory/report-page/pictures';
import { mapConcurrently, type Storage } from '@detectory/storage';
import { analyseDataset, type ReportAnalysis } from '../../report/analysis/analyse-dataset.js';
import { type Finding, findWorst } from '../../report/analysis/findings.js';
import { choosePictures, type PictureChoice } from '../../report/choose-pictures.js';
import { renderReport } from '../../report/render-report.js';
import type { ReportFacts, ReportImage } from '../../report/report-facts.js';
import { createImageSource, type ImageBytes, type ImageSource } from './image-source.js';
import { lookAtImage } from './look-at-image.js';
import { readDataset } from '../read-dataset.js';

/** The stages of a report that take time: reading labels, looking at images, making small pictures. */
export type ReportStage = 'labels' | 'images' | 'pictures';

export interface ReportOptions {
  readonly storage: Storage;
  /** The dataset's folder or s3:// prefix. */
  readonly place: string;
  /** Where the original photos lie, for those that were left out. */
  readonly images?: string | undefined;
  /** The side in pixels that training scales images to. */
  readonly imgsz: number;
  /** Pictures in each class's contact sheet. */
  readonly imagesPerClass: number;
  /** Images at once. Default 16. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((stage: ReportStage, done: number, total: number) => void) | undefined;
}

export interface MadeReport {
  readonly html: string;
  readonly facts: ReportFacts;
  readonly analysis: ReportAnalysis;
  /** What a person should look at first. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a dataset and its images, and makes the report of them. Images are held only while they are looked at.
 * @throws UnreadableDatasetError, StorageError; the signal's reason when aborted
 */
export async function makeReport(options: ReportOptions): Promise<MadeReport> {
  const { place, images: root, imgsz, imagesPerClass, onProgress, ...reading } = options;
  const labelled = await readDataset({
    ...reading,
    dataset: place,
    onProgress: (done, total) => onProgress?.('labels', done, total),
  });
  const source = await createImageSource({ ...reading, place, root });
  const images = await lookAtAll(labelled.images, source, options);
  const facts = { place, dataset: labelled.datasetJson, imgsz, images };
  const analysis = analyseDataset(facts);
  const choice = choosePictures(facts, analysis.duplicates, imagesPerClass);
  const pictures = await takePictures(facts, choice, source, options);
  const html = renderReport({ facts, analysis, choice, ...pictures });
  return { html, facts, analysis, findings: findWorst(facts, analysis) };
}

async function lookAtAll(
  images: readonly Omit<ReportImage, 'look'>[],
  source: ImageSource,
  options: ReportOptions,
): Promise<ReportImage[]> {
  const look = async (image: Omit<ReportImage, 'look'>): Promise<ReportImage> => {
    const read = await source.readImage(image);
    return { ...image, look: 'bytes' in read ? await lookAtImage(read.bytes) : undefined };
  };
  return mapWithProgress('images', images, look, options);
}

async function takePictures(
  { images }: ReportFacts,
  { ofClass, ofGroup, ofReason }: PictureChoice,
  source: ImageSource,
  options: ReportOptions,
): Promise<{ pictures: Map<number, PagePicture>; sourcePictures: Map<string, PagePicture> }> {
  const positions = [...new Set([...ofGroup.flat(), ...ofClass.flat()])].sort((a, b) => a - b);
  const sourceRefs = [...new Set(ofReason.flatMap(({ records }) => records.map((record) => record.sourceRef)))];
  const kept = new Map(images.map((image) => [image.sourceRef, image]));
  const read = (item: number | string): Promise<ImageBytes> => {
    const image = typeof item === 'number' ? images[item] : kept.get(item);
    return image ? source.readImage(image) : source.readOriginal(String(item));
  };
  const take = async (item: number | string): Promise<PagePicture> => {
    const image = await read(item);
    return 'bytes' in image ? takePicture(image.bytes) : image;
  };
  const taken = await mapWithProgress('pictures', [...positions, ...sourceRefs], take, options);
  const pictureAt = (at: number): PagePicture => taken[at] ?? { missing: 'Not read.' };
  return {
    pictures: new Map(positions.map((position, at) => [position, pictureAt(at)])),
    sourcePictures: new Map(sourceRefs.map((sourceRef, at) => [sourceRef, pictureAt(positions.length + at)])),
  };
}

function mapWithProgress<Item, Result>(
  stage: ReportStage,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  { concurrency = 16, signal, onProgress }: ReportOptions,
): Promise<Result[]> {
  let done = 0;
  const workOne = async (item: Item): Promise<Result> => {
    const result = await work(item);
    onProgress?.(stage, ++done, items.length);
    return result;
  };
  return mapConcurrently(items, workOne, { concurrency, signal });
}
