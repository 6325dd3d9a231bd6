import {
  InvalidOptionError,
  parseBalanceSpec,
  parseGroupBy,
  parseNearDistance,
  parseNegativesPolicy,
  parseOversampleSpec,
  parseSplitSpec,
  type PlanOptions,
} from '@detectory/dataset';
import { type CopyMode, parseShard, type Shard, type StoredSplitsLock } from '@detectory/dataset/adapters';
import type { LabelFlags } from './label-options.js';
import { parseChoice, parseWhole } from './parse-choice.js';

/** `detectory-prep build`'s flags as the command line gives them. */
export interface BuildFlags extends LabelFlags {
  readonly out: string;
  readonly balance?: string;
  readonly maxImages?: string;
  readonly oversample?: string;
  readonly split: string;
  readonly seed: string;
  readonly groupBy?: string;
  readonly groupNearDuplicates?: string | true;
  readonly splitsLock?: string;
  readonly negatives: string;
  readonly onBad: string;
  readonly exif: string;
  readonly minBoxPx: string;
  readonly copy: string;
  readonly yamlRoot?: string;
  readonly force?: boolean;
  readonly shard?: string;
  readonly shardTimeout: string;
}

export interface ParsedBuildFlags extends Omit<PlanOptions, 'splitsLock'> {
  readonly out: string;
  readonly images: string | undefined;
  readonly copy: CopyMode;
  readonly yamlRoot: string | undefined;
  readonly force: boolean;
  readonly shard: Shard | undefined;
  readonly shardTimeoutMs: number;
}

/** @throws InvalidOptionError */
export function parseBuildFlags(flags: BuildFlags): ParsedBuildFlags {
  if (flags.out.trim() === '') throw new InvalidOptionError('--out is empty: expected a folder or an s3:// prefix.');
  return {
    out: flags.out,
    images: flags.images,
    balance: flags.balance === undefined ? undefined : parseBalanceSpec(flags.balance),
    maxImages: flags.maxImages === undefined ? undefined : parseWhole('--max-images', flags.maxImages, 1),
    oversample: flags.oversample === undefined ? undefined : parseOversampleSpec(flags.oversample),
    split: parseSplitSpec(flags.split),
    seed: parseWhole('--seed', flags.seed, 0),
    groupBy: flags.groupBy === undefined ? undefined : parseGroupBy(flags.groupBy),
    nearDistance: flags.groupNearDuplicates === undefined ? undefined : parseNearDistance(flags.groupNearDuplicates),
    negatives: parseNegativesPolicy(flags.negatives),
    onBad: parseChoice('--on-bad', flags.onBad, ['strict', 'skip']),
    exif: parseChoice('--exif', flags.exif, ['auto', 'stored', 'displayed']),
    minBoxPx: parseWhole('--min-box-px', flags.minBoxPx, 1),
    copy: parseChoice('--copy', flags.copy, ['link', 'copy', 'none']),
    yamlRoot: flags.yamlRoot,
    force: flags.force ?? false,
    shard: flags.shard === undefined ? undefined : parseShard(flags.shard),
    shardTimeoutMs: 1000 * parseWhole('--shard-timeout', flags.shardTimeout, 1),
  };
}

/**
 * The options that decide a dataset's content, for its record; places on this machine are none of them, so that of a lock its
 * SHA-256 stands there.
 */
export function toRecordedOptions(
  flags: BuildFlags,
  splitsLock: StoredSplitsLock | undefined,
): Record<string, string | number | boolean> {
  const {
    balance,
    dropVerified,
    exif,
    from,
    groupBy,
    groupNearDuplicates,
    labelAttribute,
    minBoxPx,
    labels,
    maxImages,
    negatives,
    onBad,
    onDuplicate,
    split,
    yamlRoot,
  } = flags;
  return {
    ...(balance !== undefined && { balance }),
    ...(dropVerified !== undefined && { dropVerified }),
    exif,
    ...(from !== undefined && { from }),
    ...(groupBy !== undefined && { groupBy }),
    ...(groupNearDuplicates !== undefined && { groupNearDuplicates: parseNearDistance(groupNearDuplicates) }),
    images: flags.copy !== 'none',
    ...(labelAttribute !== undefined && { labelAttribute }),
    classesGiven: labels !== undefined,
    ...(minBoxPx !== '1' && { minBoxPx: Number(minBoxPx) }),
    ...(maxImages !== undefined && { maxImages: Number(maxImages) }),
    negatives,
    onBad,
    onDuplicate,
    ...(flags.oversample !== undefined && { oversample: flags.oversample }),
    split,
    ...(splitsLock && { splitsLock: splitsLock.sha256 }),
    ...(yamlRoot !== undefined && { yamlRoot }),
  };
}
