import type { ProblemReason } from './reasons.js';
import type { SourceLine } from './labelled-image.js';

/** One record that is wrong. `message` says what was found, what was expected and how to fix it; the place is shown before it. */
export interface Problem extends SourceLine {
  readonly reason: ProblemReason;
  readonly message: string;
  readonly sourceRef?: string | undefined;
}

/** What is wrong with one record, before its place is known. */
export type RecordProblem = Pick<Problem, 'reason' | 'message'>;
