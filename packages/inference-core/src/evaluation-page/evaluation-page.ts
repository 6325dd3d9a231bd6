import type { PagePicture } from '@detectory/report-page';
import type { Evaluation } from '../evaluation/evaluate-detections.js';
import type { JudgedPhoto } from '../evaluation/judge-photo.js';
import type { SizePx } from '../letterbox/plan-letterbox.js';

export interface PageModel {
  /** As a person knows it, such as its path. */
  readonly name: string;
  readonly evaluation: Evaluation;
}

/** A photo that the page shows. */
export interface PagePhoto extends SizePx {
  readonly name: string;
  readonly picture: PagePicture;
  /** One for each model of the page. */
  readonly judged: readonly JudgedPhoto[];
}

/** All that the page is made from. */
export interface EvaluationPage {
  /** Where the labels come from, and which split of them. */
  readonly data: string;
  readonly split: string;
  /** One model, or two to compare: before and after. */
  readonly models: readonly [PageModel] | readonly [before: PageModel, after: PageModel];
  /** The worst first; with two models those that they differ on most. */
  readonly photos: readonly PagePhoto[];
}

/** What two models are called beside each other. */
export const modelLetters = ['A', 'B'] as const;
