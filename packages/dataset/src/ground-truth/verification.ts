import { isJsonObject, type JsonObject } from './json-value.js';
import { type LabelCandidate, metadataSuffix } from './label-attribute.js';
import type { VerificationSummary } from './labels.js';
import { parseCreationDate } from './parse-creation-date.js';

/** What a verification job found of the labels of a line. */
export interface Verdict {
  /** `good`, `bad`, or what else the job let its workers choose. */
  readonly verdict: string;
  /** What the workers wrote, where they did. */
  readonly comments: readonly string[];
}

/**
 * The newest verification result of a line; `undefined` where there is none, or where the chosen label is newer than it: an
 * adjustment after the verdict answers it.
 */
export function findVerdict(line: JsonObject, chosen: LabelCandidate): Verdict | undefined {
  let newest: { readonly metadata: JsonObject; readonly createdAtMicros: number } | undefined;
  for (const key of Object.keys(line)) {
    const metadata = key.endsWith(metadataSuffix) ? line[key] : undefined;
    if (!isJsonObject(metadata) || metadata['type'] !== 'groundtruth/label-verification') continue;
    const createdAtMicros = parseCreationDate(metadata['creation-date']) ?? Infinity;
    if (!newest || createdAtMicros >= newest.createdAtMicros) newest = { metadata, createdAtMicros };
  }
  const verdict = newest?.metadata['class-name'];
  if (!newest || typeof verdict !== 'string' || (chosen.createdAtMicros ?? -Infinity) > newest.createdAtMicros)
    return undefined;
  return { verdict, comments: readComments(newest.metadata['worker-feedback']) };
}

function readComments(feedback: unknown): string[] {
  if (!Array.isArray(feedback)) return [];
  return feedback.flatMap((entry: unknown) => {
    const comment = isJsonObject(entry) ? entry['comment'] : undefined;
    return typeof comment === 'string' && comment.trim() !== '' ? [comment.trim()] : [];
  });
}

/** Capitals don't count: a job shows its workers `Bad` and writes `bad`. */
export function isSameVerdict(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** What `--drop-verified` met in the manifests. */
export function summariseVerdicts(wanted: readonly string[], seen: ReadonlyMap<string, number>): VerificationSummary {
  const verdicts = [...seen].map(([verdict, lines]) => ({ verdict, lines }));
  const unseen = wanted.filter((word) => !verdicts.some(({ verdict }) => isSameVerdict(word, verdict)));
  return { verdicts, unseen };
}

/** `bad: the box is too large`, for the record of what was left out. */
export function describeVerdict({ verdict, comments }: Verdict): string {
  return [verdict, ...(comments.length > 0 ? [comments.join('; ')] : [])].join(': ');
}
