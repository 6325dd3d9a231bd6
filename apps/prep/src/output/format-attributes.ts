import type { AttributeSummary } from '@detectory/dataset';
import { wrapLine } from '@detectory/terminal';
import { countOf } from './count-of.js';

/** `drawn (20 lines, used for 8), mended (12 lines)` */
export function listAttributes(attributes: readonly AttributeSummary[]): string {
  const listed = attributes.map(
    ({ attribute, lines, chosen }) =>
      `${attribute} (${countOf(lines, 'line')}${lines === chosen ? '' : `, used for ${chosen}`})`,
  );
  return listed.join(', ');
}

/** Which label attributes a build took, where there are several, and by what rule. */
export function formatAttributes(
  { attributes }: { readonly attributes: readonly AttributeSummary[] },
  { labelAttribute }: { readonly labelAttribute?: string },
): string[] {
  if (attributes.length < 2) return [];
  const rule =
    labelAttribute === undefined
      ? 'The newest of a line is taken; --label-attribute chooses.'
      : `Chosen by --label-attribute ${labelAttribute}.`;
  return [wrapLine(`Label attributes: ${listAttributes(attributes)}. ${rule}`)];
}
