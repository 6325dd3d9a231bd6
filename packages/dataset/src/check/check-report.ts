import { compareCodeUnits } from '../model/compare-code-units.js';
import type { SplitName } from '../split/split-name.js';
import { type Finding, type FindingCode, findingKinds, type FindingLevel } from './findings.js';

/** All findings of one kind. */
export interface FindingGroup {
  readonly code: FindingCode;
  readonly level: FindingLevel;
  readonly what: string;
  readonly advice: string;
  readonly count: number;
  /** The first ones by path. */
  readonly examples: readonly { readonly path: string; readonly message: string }[];
}

export interface SplitTally {
  readonly images: number;
  /** As YOLOv5 counts them: it leaves out images that it drops. */
  readonly boxes: number;
  /** Images without a box: no label file, or an empty one. */
  readonly backgrounds: number;
  readonly dropped: number;
}

export interface CheckReport {
  /** Where the dataset lies. */
  readonly dataset: string;
  readonly classes: number | null;
  readonly splits: Readonly<Partial<Record<SplitName, SplitTally>>>;
  readonly findings: readonly FindingGroup[];
  /** Whether YOLOv5 takes all of it silently: no finding is more than a note. */
  readonly isSound: boolean;
}

const examplesShown = 3;

/** Findings by kind, errors first; independent of the order in which they were found. */
export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  const byCode = new Map<FindingCode, Finding[]>();
  for (const finding of findings) {
    const group = byCode.get(finding.code);
    if (group) group.push(finding);
    else byCode.set(finding.code, [finding]);
  }
  const codes = Object.keys(findingKinds) as FindingCode[];
  return codes.flatMap((code) => {
    const group = byCode.get(code);
    return group ? [toGroup(code, group)] : [];
  });
}

function toGroup(code: FindingCode, group: readonly Finding[]): FindingGroup {
  const examples = [...group]
    .sort((a, b) => compareCodeUnits(a.path, b.path) || compareCodeUnits(a.message, b.message))
    .slice(0, examplesShown)
    .map(({ path, message }) => ({ path, message }));
  return { code, ...findingKinds[code], count: group.length, examples };
}
