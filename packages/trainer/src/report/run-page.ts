import type { EvaluationPage } from '@detectory/inference-core/evaluation-page';
import type { RunRecord } from './run-record.js';

/** All that a run's report is made from. */
export interface RunPage {
  readonly record: RunRecord;
  /** What goes on with the run, ready to be typed; left out where nothing is worth it. */
  readonly nextCommand?: string;
  /** The model on some of the validation photos; left out where they can't be reached. */
  readonly evaluation?: EvaluationPage;
  /** Why there is no evaluation, for the reader. */
  readonly missingPhotos?: string;
}
