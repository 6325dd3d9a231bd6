import { countBy, describeReason, type Reason } from '@detectory/dataset';
import type { InputManifest } from '@detectory/dataset/adapters';
import { countOf } from './count-of.js';

const problemsShown = 10;

/** What was written, and what was left out and why. */
export function formatManifestReport(
  out: string,
  { images, problems, otherFiles }: Omit<InputManifest, 'text'>,
): string {
  const counts = Object.entries(countBy(problems, (problem) => problem.reason));
  return [
    ...counts.map(([reason, count]) => `Left out: ${count} ${describeReason(reason as Reason)} [${reason}]`),
    ...problems.slice(0, problemsShown).map(({ uri, message }) => `  ${uri}: ${message}`),
    ...(otherFiles > 0 ? [`Passed over: ${countOf(otherFiles, 'other file')}`] : []),
    `${countOf(images, 'photo')} in ${out}`,
  ].join('\n');
}
