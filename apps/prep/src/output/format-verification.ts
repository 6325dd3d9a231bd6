import type { VerificationSummary } from '@detectory/dataset';
import { wrapLine } from '@detectory/terminal';
import { countOf } from './count-of.js';

/** The words of `--drop-verified` that no line carries, with the verdicts that there are. */
export function formatVerification(verification: VerificationSummary | null): string[] {
  if (!verification || verification.unseen.length === 0) return [];
  const { verdicts, unseen } = verification;
  const found = verdicts.map(({ verdict, lines }) => `${verdict} (${countOf(lines, 'line')})`);
  return [
    wrapLine(
      `Note: --drop-verified ${unseen.join(',')}: no line was judged so; verdicts here: ${found.join(', ') || 'none'}.`,
    ),
  ];
}
