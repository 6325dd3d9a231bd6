import type { PagePicture } from '@detectory/report-page';
import type { ReportAnalysis } from './analysis/analyse-dataset.js';
import type { PictureChoice } from './choose-pictures.js';
import type { ReportFacts } from './report-facts.js';

/** All that a section of the page may need. */
export interface ReportPage {
  readonly facts: ReportFacts;
  readonly analysis: ReportAnalysis;
  readonly choice: PictureChoice;
  /** Of images of the dataset, by position. */
  readonly pictures: ReadonlyMap<number, PagePicture>;
  /** Of images that were left out, by source-ref. */
  readonly sourcePictures: ReadonlyMap<string, PagePicture>;
}

/** The id of a picture in the page. */
export function pictureId(image: number): string {
  return `p${image}`;
}

/** Source-refs may hold anything; their position in the map makes a safe id. */
export function sourcePictureId({ sourcePictures }: ReportPage, sourceRef: string): string {
  return `s${[...sourcePictures.keys()].indexOf(sourceRef)}`;
}
