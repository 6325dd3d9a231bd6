import type { FindingGroup } from '@detectory/dataset';

/** One kind of finding in a line: how many, the first one, and what to do. */
export function describeFinding({ code, count, what, advice, examples }: FindingGroup): string {
  const [first] = examples;
  const example = first ? ` (${first.path === '' ? '' : `${first.path}: `}${first.message.replace(/\.$/, '')})` : '';
  return `${count} ${what}${example} [${code}]. ${advice}`;
}

/** What stops a training: all errors, each with its first example; the failure file has room for a few. */
export function describeErrors(groups: readonly FindingGroup[]): string | undefined {
  const errors = groups.filter(({ level }) => level === 'error');
  return errors.length === 0 ? undefined : errors.map(describeFinding).join(' ');
}

/** Notes that a training's log tells; the others are `detectory-prep check`'s to tell. */
const toldNotes: ReadonlySet<string> = new Set(['label-shared', 'class-fraction']);

/** What a training goes on in spite of. */
export function describeWarnings(groups: readonly FindingGroup[]): string[] {
  return groups
    .filter(({ level, code }) => level === 'problem' || (level === 'note' && toldNotes.has(code)))
    .map((group) => `WARNING: ${describeFinding(group)}`);
}
