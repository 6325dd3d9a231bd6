import { ProblemsFoundError } from '../errors.js';
import type { ManifestSummary } from '../ground-truth/labels.js';
import { countBy } from '../model/count-by.js';
import type { Problem } from '../model/problem.js';
import { describeReason, type ProblemReason } from '../model/reasons.js';

const shown = 10;

/** @throws ProblemsFoundError with the first problems, each with its place, and the counts by reason */
export function assertNoProblems(problems: readonly Problem[], manifests: readonly ManifestSummary[]): void {
  if (problems.length === 0) return;
  const counts = countBy(problems, (problem) => problem.reason);
  const message = [
    `${problems.length} problem${problems.length === 1 ? '' : 's'}, and nothing was written:`,
    ...problems.slice(0, shown).map((problem) => `  ${formatProblem(problem, manifests)}`),
    ...(problems.length > shown ? [`  … and ${problems.length - shown} more`] : []),
    ...Object.entries(counts).map(
      ([reason, count]) => `${count} ${describeReason(reason as ProblemReason)} [${reason}]`,
    ),
    'Mend them, or pass --on-bad skip to build without these.',
  ].join('\n');
  throw new ProblemsFoundError(message, counts);
}

/** `output.manifest:12: s3://bucket/key: what is wrong` */
export function formatProblem(
  { manifest, line, sourceRef, message }: Problem,
  manifests: readonly ManifestSummary[],
): string {
  const place = `${manifests[manifest]?.name ?? 'manifest'}:${line}`;
  return sourceRef === undefined || message.includes(sourceRef)
    ? `${place}: ${message}`
    : `${place}: ${sourceRef}: ${message}`;
}
