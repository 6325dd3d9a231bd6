import { forEachConcurrently, type Indexed, isS3Uri, joinUri, type Storage, StorageError } from '@detectory/storage';
import { ImagesUnreachableError } from '../errors.js';
import type { LabelledImage } from '../model/labelled-image.js';
import { withoutMending } from '../plan/examine-image.js';
import { createFactsCompactor } from './compact-facts.js';
import type { HashImage } from './create-image-hasher.js';
import type { LocateImage } from './create-image-locator.js';
import type { DatasetSink } from './dataset-sink.js';
import { createFactsJournal, type FactsJournal, readFacts } from './facts-journal.js';
import { type ScanImageOptions, scanImage, type ScannedImage, type ScanResult } from './scan-images.js';
import type { ProblemAt, ShardTeam } from './shard-team.js';
import { type Shard, wholeBuild } from './shard.js';

export interface ScanForBuildOptions {
  readonly storage: Storage;
  readonly images: Indexed<LabelledImage>;
  readonly locate: LocateImage;
  /** `--images`; without it source-refs are read as they stand. */
  readonly root: string | undefined;
  /** The dHash of an image's bytes; without it none is decoded. */
  readonly hash?: HashImage | undefined;
  /** Whether the images themselves become part of the dataset. */
  readonly isCopied: boolean;
  readonly sink: DatasetSink;
  readonly team: ShardTeam;
  readonly shard?: Shard | undefined;
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Done and total of this process's share, what earlier runs read included. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** By the position of the image in the labels. */
type Results = (ScanResult | undefined)[];

/**
 * What every image holds: what an earlier run or another shard wrote into the journal is taken from there, the rest is read.
 * Problems are not kept from run to run: their images may have been mended.
 */
export async function scanForBuild(options: ScanForBuildOptions): Promise<ScanResult[]> {
  const { images, team } = options;
  const results: Results = new Array<ScanResult | undefined>(images.length).fill(undefined);
  const segments = await restoreFacts(options, results);
  const problems = (await team.findScanned()) ?? (await scanOwn(options, results, segments));
  for (const [at, problem] of await team.meetAfterScan(problems)) results[at] = problem;
  if (results.includes(undefined)) await restoreFacts(options, results);
  // Nothing is left by now but what a journal has lost.
  await scanMissing(options, results, () => true);
  return options.isCopied ? (results as ScanResult[]) : (results as ScanResult[]).map(asItLies);
}

function asItLies(result: ScanResult): ScanResult {
  if ('reason' in result) return result;
  const facts = withoutMending(result);
  return 'reason' in facts ? facts : { ...result, ...facts };
}

/** Reads every shard's journal; gives the number of this shard's segments. */
async function restoreFacts(options: ScanForBuildOptions, results: Results): Promise<number> {
  const { storage, images, shard = wholeBuild, team } = options;
  const compact = createFactsCompactor();
  let own = 0;
  for (let index = 0; index < shard.count; index++) {
    const segments = await readFacts({ storage, folder: factsFolder(options, index) }, async ({ at, facts }) => {
      if (at < 0 || at >= results.length || results[at]) return;
      // The other shards answer for what they fetched.
      if (!team.isOwn(at) || (await isStillFetched(options, facts))) results[at] = compact(facts, images.at(at));
    });
    if (index === shard.index) own = segments;
  }
  return own;
}

async function isStillFetched({ isCopied, sink }: ScanForBuildOptions, facts: ScannedImage): Promise<boolean> {
  return !isCopied || !isS3Uri(facts.uri) || !sink.hasFetched || sink.hasFetched(facts);
}

function factsFolder({ sink }: ScanForBuildOptions, shard: number): string {
  return joinUri(sink.stateUri, `facts/${String(shard).padStart(6, '0')}`);
}

async function scanOwn(options: ScanForBuildOptions, results: Results, segments: number): Promise<ProblemAt[]> {
  const { storage, shard = wholeBuild, team } = options;
  const journal = createFactsJournal({ storage, folder: factsFolder(options, shard.index) }, segments);
  try {
    await scanMissing(options, results, (at) => team.isOwn(at), journal);
  } finally {
    await journal.flush();
  }
  const problems: ProblemAt[] = [];
  results.forEach((result, at) => {
    if (result && 'reason' in result) problems.push([at, result]);
  });
  return problems;
}

async function scanMissing(
  options: ScanForBuildOptions,
  results: Results,
  isWanted: (at: number) => boolean,
  journal?: FactsJournal,
): Promise<void> {
  const { images, root, concurrency, signal, onProgress } = options;
  const scan = toScanOptions(options);
  const compact = createFactsCompactor();
  let done = countOf(results);
  const total = done + countPositions(results, isWanted);
  const scanAt = async (at: number): Promise<void> => {
    const image = images.at(at);
    if (!image) return;
    const result = await scanImage(image, scan).catch(root === undefined ? explainUnreachable : undefined);
    results[at] = 'reason' in result ? result : compact(result, image);
    if (!('reason' in result)) await journal?.add({ at, facts: result });
    onProgress?.(++done, total);
  };
  await forEachConcurrently(positions(results, isWanted), scanAt, { concurrency, signal });
}

function toScanOptions({ storage, locate, hash, isCopied, sink }: ScanForBuildOptions): ScanImageOptions {
  return {
    storage,
    locate,
    hash,
    onFetched: isCopied ? sink.keepFetched : undefined,
    withMd5: isCopied && isS3Uri(sink.out),
  };
}

function* positions(results: Results, isWanted: (at: number) => boolean): Generator<number> {
  for (let at = 0; at < results.length; at++) if (results[at] === undefined && isWanted(at)) yield at;
}

function countPositions(results: Results, isWanted: (at: number) => boolean): number {
  return results.reduce<number>((count, result, at) => count + (!result && isWanted(at) ? 1 : 0), 0);
}

function countOf(results: Results): number {
  return results.reduce<number>((count, result) => count + (result ? 1 : 0), 0);
}

/** Who forgets --images is not helped by AWS's answer alone. */
function explainUnreachable(error: unknown): never {
  if (error instanceof StorageError)
    throw new ImagesUnreachableError(error.message.replace(/\.$/, ''), { cause: error });
  throw error;
}

/** The facts of the images that could be read, by source-ref. */
export function bySourceRef(
  images: Indexed<LabelledImage>,
  scan: readonly ScanResult[] | undefined,
): Map<string, ScannedImage> {
  const scanned = new Map<string, ScannedImage>();
  scan?.forEach((result, i) => {
    const image = images.at(i);
    if (image && 'uri' in result) scanned.set(image.sourceRef, result);
  });
  return scanned;
}
