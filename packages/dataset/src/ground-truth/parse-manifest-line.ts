import type { ExclusionReason, ProblemReason } from '../model/reasons.js';
import type { GroupBy } from '../groups/group-by.js';
import { readManifestGroup } from '../groups/group-key.js';
import { findOtherKeys } from './find-other-keys.js';
import { isJsonObject, type JsonObject } from './json-value.js';
import { chooseLabel, findFailureReason, findLabelCandidates, type LabelCandidate } from './label-attribute.js';
import { type ReadLabel, readLabel } from './read-label.js';
import { describeVerdict, findVerdict, isSameVerdict } from './verification.js';
import { recogniseWrongKind, type WrongKind } from './wrong-kind.js';

/** What one line of a manifest holds. */
export type LineOutcome =
  | {
      readonly kind: 'labelled';
      readonly sourceRef: string;
      readonly chosen: LabelCandidate;
      readonly label: ReadLabel;
      readonly attributes: readonly string[];
      /** What the line holds beside the label that is taken. */
      readonly otherKeys: readonly string[];
      readonly manifestGroup: string | undefined;
      readonly verdict: string | undefined;
    }
  | {
      readonly kind: 'excluded';
      readonly sourceRef: string;
      readonly reason: ExclusionReason;
      readonly detail?: string;
      readonly wrongKind?: WrongKind;
      readonly attributes?: readonly string[];
      readonly verdict?: string;
    }
  | { readonly kind: 'problem'; readonly reason: ProblemReason; readonly message: string; readonly sourceRef?: string }
  | { readonly kind: 'wrong'; readonly wrongKind: WrongKind };

export interface LineOptions {
  /** Label attributes in the order of preference; without them each line's newest. */
  readonly labelAttributes?: readonly string[] | undefined;
  /** Verdicts of a verification job, such as `bad`, whose lines are left out; capitals don't count. */
  readonly dropVerified?: readonly string[] | undefined;
  /** Tells which key of the line names the image's group. */
  readonly groupBy?: GroupBy | undefined;
}

export function parseManifestLine(text: string, options: LineOptions = {}): LineOutcome {
  const { labelAttributes, dropVerified = [], groupBy } = options;
  const line = parseJson(text);
  if (line === undefined) return { kind: 'problem', reason: 'line-malformed', message: describeBrokenJson(text) };
  if (!isJsonObject(line)) return { kind: 'wrong', wrongKind: 'single-json' };
  const sourceRef = line['source-ref'];
  if (typeof sourceRef !== 'string' || sourceRef === '') return withoutSource(line);
  const candidates = findLabelCandidates(line);
  const chosen = chooseLabel(candidates, labelAttributes);
  if (!chosen) return withoutLabel(line, sourceRef, candidates);
  const label = readLabel(chosen);
  if ('reason' in label) return { kind: 'problem', ...label, sourceRef };
  const attributes = candidates.map((one) => one.attribute);
  const found = dropVerified.length > 0 ? findVerdict(line, chosen) : undefined;
  if (found && dropVerified.some((unwanted) => isSameVerdict(unwanted, found.verdict))) {
    const detail = describeVerdict(found);
    return { kind: 'excluded', sourceRef, reason: 'line-verified-bad', detail, attributes, verdict: found.verdict };
  }
  const manifestGroup = readManifestGroup(line, groupBy);
  const otherKeys = findOtherKeys(line, chosen);
  return { kind: 'labelled', sourceRef, chosen, label, attributes, otherKeys, manifestGroup, verdict: found?.verdict };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function describeBrokenJson(text: string): string {
  const shown = text.length > 40 ? `…${text.slice(-40)}` : text;
  return text.trimEnd().endsWith('}')
    ? `this is no JSON object (it ends ${JSON.stringify(shown)}). Download the manifest again, or mend the line.`
    : `the JSON breaks off after ${text.length} characters (it ends ${JSON.stringify(shown)}): the file was cut short. Download the manifest again.`;
}

function withoutSource(line: JsonObject): LineOutcome {
  const wrongKind = recogniseWrongKind(line);
  if (wrongKind) return { kind: 'wrong', wrongKind };
  const keys = Object.keys(line).slice(0, 5).join(', ');
  return {
    kind: 'problem',
    reason: 'source-ref-missing',
    message: `the line has no "source-ref" (its keys: ${keys || 'none'}); expected the image's URI there.`,
  };
}

function withoutLabel(line: JsonObject, sourceRef: string, candidates: readonly LabelCandidate[]): LineOutcome {
  if (candidates.length > 0) {
    const attributes = candidates.map((one) => one.attribute);
    return {
      kind: 'excluded',
      sourceRef,
      reason: 'line-attribute-not-chosen',
      detail: attributes.join(', '),
      attributes,
    };
  }
  const failure = findFailureReason(line);
  if (failure !== undefined) return { kind: 'excluded', sourceRef, reason: 'line-failed', detail: failure };
  const wrongKind = recogniseWrongKind(line);
  if (wrongKind) return { kind: 'excluded', sourceRef, reason: 'line-other-labels', detail: wrongKind, wrongKind };
  return { kind: 'excluded', sourceRef, reason: 'line-unlabelled' };
}
