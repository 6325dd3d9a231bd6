import { NothingLabelledError, WrongManifestKindError } from '../errors.js';
import type { LineOutcome } from './parse-manifest-line.js';
import { type WrongKind, wrongKinds } from './wrong-kind.js';

/** What the lines of one manifest turned out to be. */
export interface ManifestTally {
  readonly name: string;
  lines: number;
  labelled: number;
  excluded: number;
  /** Lines that carry labels of another kind. */
  readonly wrong: Map<WrongKind, number>;
  /** Lines without a source-ref that no known kind of file has. */
  strangeLines: number;
}

export function tallyOutcome(tally: ManifestTally, outcome: LineOutcome): void {
  if (outcome.kind === 'labelled' || (outcome.kind === 'excluded' && outcome.attributes !== undefined))
    tally.labelled++;
  if (outcome.kind === 'excluded') tally.excluded++;
  if (outcome.kind === 'problem' && outcome.reason === 'source-ref-missing') tally.strangeLines++;
  // A label under the right attribute that can't be read still makes this a bounding-box manifest.
  if (outcome.kind === 'problem' && outcome.sourceRef !== undefined) tally.labelled++;
  if ((outcome.kind === 'wrong' || outcome.kind === 'excluded') && outcome.wrongKind)
    tally.wrong.set(outcome.wrongKind, (tally.wrong.get(outcome.wrongKind) ?? 0) + 1);
}

/**
 * That a file whose first line is `text` may be a manifest: else it is refused before the rest is read.
 * @throws WrongManifestKindError
 */
export function assertStartsLikeManifest(name: string, text: string): void {
  const start = text.trim();
  if (/^[{[]$|^[{[].*[{[,:]$/.test(start) && !start.includes('"source-ref"')) throw wrongKind(name, 'single-json');
  if (!/^[{["\d]/.test(start)) throw wrongKind(name, 'not-json');
}

/**
 * That a manifest read to its end holds bounding boxes, or at least could.
 * @throws WrongManifestKindError, NothingLabelledError
 */
export function assertManifestKind(tally: ManifestTally): void {
  if (tally.lines === 0)
    throw new NothingLabelledError(
      `${tally.name}: the file is empty. Expected a manifest with one JSON object a line.`,
    );
  if (tally.labelled > 0) return;
  const [mostFrequent] = [...tally.wrong].sort(([, a], [, b]) => b - a);
  if (mostFrequent) throw wrongKind(tally.name, mostFrequent[0]);
  if (tally.strangeLines === tally.lines) throw wrongKind(tally.name, 'unknown');
}

function wrongKind(name: string, kind: WrongKind): WrongManifestKindError {
  return new WrongManifestKindError(name, kind, wrongKinds[kind]);
}
