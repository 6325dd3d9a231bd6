import { type CheckReport, type FindingGroup, type FindingLevel, splitNames } from '@detectory/dataset';
import { formatTable } from '@detectory/terminal';
import { countOf } from './count-of.js';

const titles: Readonly<Record<FindingLevel, string>> = {
  error: 'The training would fail',
  problem: 'YOLOv5 would drop, re-encode or warn',
  note: 'Worth knowing; YOLOv5 says nothing',
};

/** A dataset's check as a person reads it: what there is, then what is wrong, each kind with examples and what to do. */
export function formatCheckReport(report: CheckReport): string {
  const levels = Object.keys(titles) as FindingLevel[];
  return [
    formatSplits(report),
    ...levels.flatMap((level) =>
      formatLevel(
        level,
        report.findings.filter((group) => group.level === level),
      ),
    ),
    '',
    formatVerdict(report),
  ].join('\n');
}

function formatSplits({ splits }: CheckReport): string {
  const rows = splitNames.flatMap((name) => {
    const split = splits[name];
    return split ? [[name, ...[split.images, split.boxes, split.backgrounds, split.dropped].map(String)]] : [];
  });
  return formatTable([['split', 'images', 'boxes', 'backgrounds', 'dropped'], ...rows], {
    align: ['left', 'right', 'right', 'right', 'right'],
  });
}

function formatLevel(level: FindingLevel, groups: readonly FindingGroup[]): string[] {
  return groups.length === 0 ? [] : ['', `${titles[level]}:`, ...groups.flatMap(formatGroup)];
}

function formatGroup({ code, what, advice, count, examples }: FindingGroup): string[] {
  const more = count - examples.length;
  return [
    `  ${String(count).padStart(6)}  ${what} [${code}]`,
    ...examples.map(({ path, message }) => `          ${path === '' ? '' : `${path}: `}${message}`),
    ...(more > 0 ? [`          … and ${more} more`] : []),
    `          → ${advice}`,
  ];
}

function formatVerdict({ dataset, findings, isSound }: CheckReport): string {
  if (isSound) return `${dataset}: YOLOv5 takes all of it silently.`;
  const count = findings.filter(({ level }) => level !== 'note').reduce((sum, group) => sum + group.count, 0);
  return `${dataset}: ${countOf(count, 'problem')}.`;
}
