import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createStorage } from '@detectory/storage';
import { architectures } from '../engine/architectures.js';
import { WeightsCorruptError, WeightsNotFoundError } from '../errors.js';
import { knownSha256, mayBeReleased, toReleaseUrl } from '../weights/known-weights.js';
import { parseWeights } from '../weights/parse-weights.js';

export interface WeightsLookup {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly fetch?: typeof fetch;
  /** What the caller takes instead of a name, for the message; by default as a training does. */
  readonly otherWays?: string;
  /** Where s3:// weights are put. */
  readonly downloadFolder: string;
}

/**
 * The file that `--weights` means; undefined for `none`. A name is looked up in the current folder, DETECTORY_WEIGHTS_DIR and the
 * user's cache, then downloaded into the cache from the release that it is of (YOLOv5's or Ultralytics').
 * @throws WeightsNotFoundError with every remedy; WeightsCorruptError when a download isn't the file it should be
 */
export async function resolveWeights(text: string, lookup: WeightsLookup): Promise<string | undefined> {
  const source = parseWeights(text);
  if (source.kind === 'none') return undefined;
  if (source.kind === 's3') return downloadFromS3(source.uri, lookup.downloadFolder);
  if (source.kind === 'path') return existing(source.path, lookup.otherWays);
  return resolveName(source.name, lookup);
}

/** The file that `--weights` means where it is on this machine already: nothing is fetched. */
export async function findLocalWeights(
  text: string,
  environment: Environment = process.env,
): Promise<string | undefined> {
  const source = parseWeights(text);
  if (source.kind === 'path') return (await isFile(source.path)) ? resolve(source.path) : undefined;
  return source.kind === 'name' ? findName(source.name, environment) : undefined;
}

/**
 * A name of weights that are not on this machine. A run that goes on needs none of these, unless its checkpoints prove damaged:
 * then the training fetches them itself.
 */
export async function isNameElsewhere(text: string): Promise<boolean> {
  return parseWeights(text).kind === 'name' && (await findLocalWeights(text)) === undefined;
}

async function existing(path: string, otherWays?: string): Promise<string> {
  if (await isFile(path)) return resolve(path);
  const fix = otherWays
    ? `Check the path letter by letter; ${otherWays}`
    : 'Give the path of a .pt file, or a name such as yolov5s.pt';
  throw new WeightsNotFoundError(`There are no weights at ${path}. ${fix}.`);
}

async function downloadFromS3(uri: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, basename(uri));
  await writeFile(file, await createStorage().readBytes(uri));
  return file;
}

async function resolveName(
  name: string,
  { environment = process.env, fetch: send = fetch, otherWays = otherWaysToTrain(name) }: WeightsLookup,
): Promise<string> {
  const local = await findName(name, environment);
  if (local !== undefined) return local;
  const cache = cacheFolder(environment);
  const mirror = environment['DETECTORY_WEIGHTS_URL'];
  if (mirror === undefined && !mayBeReleased(name)) throw unknownName(name, cache, otherWays);
  const url = `${mirror ?? toReleaseUrl(name)}/${name}`;
  const bytes = await download(url, send).catch((error: unknown) => {
    throw notFound({ name, url, cache, otherWays }, error);
  });
  return keep(name, bytes, cache);
}

type Environment = NonNullable<WeightsLookup['environment']>;

async function findName(name: string, environment: Environment): Promise<string | undefined> {
  const folders = ['.', environment['DETECTORY_WEIGHTS_DIR'], cacheFolder(environment)];
  for (const folder of folders)
    if (folder !== undefined && (await isFile(join(folder, name)))) return resolve(folder, name);
  return undefined;
}

function cacheFolder(environment: Environment): string {
  return join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'detectory', 'weights');
}

async function download(url: string, send: typeof fetch): Promise<Uint8Array> {
  const response = await send(url, { signal: AbortSignal.timeout(300_000) });
  if (!response.ok) throw new Error(`the answer was ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

function unknownName(name: string, cache: string, otherWays: string): WeightsNotFoundError {
  return new WeightsNotFoundError(
    `There is no ${name} in the current folder, in DETECTORY_WEIGHTS_DIR or in ${cache}, and no released weights are called so. ` +
      `Check the name letter by letter; ${otherWays}.`,
  );
}

interface MissingWeights {
  readonly name: string;
  readonly url: string;
  readonly cache: string;
  readonly otherWays: string;
}

function notFound({ name, url, cache, otherWays }: MissingWeights, cause: unknown): WeightsNotFoundError {
  const reason =
    cause instanceof Error ? (cause.cause instanceof Error ? cause.cause.message : cause.message) : String(cause);
  return new WeightsNotFoundError(
    `The weights ${name} are not on this machine, and ${url} can't be downloaded (${reason}). Do one of these: ` +
      `put ${name} into a folder and set DETECTORY_WEIGHTS_DIR to it; copy it to ${cache}; ${otherWays}.`,
    { cause },
  );
}

function otherWaysToTrain(name: string): string {
  return (
    "pass --weights with the path or s3:// URI of a .pt file; put it into a job's channel weights; " +
    `or train from scratch with --weights none${toCfg(name)}`
  );
}

/** The flag that gives the same network without its weights. */
function toCfg(weights: string): string {
  const name = weights.replace(/\.pt$/, '');
  return Object.values(architectures).some((names) => names.includes(name)) ? ` --cfg ${name}` : '';
}

/** Checks a download against the known sha256, or the one recorded at its first download, and puts it into the cache. */
async function keep(name: string, bytes: Uint8Array, cache: string): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const record = join(cache, `${name}.sha256`);
  const expected = knownSha256[name] ?? (await readFile(record, 'utf8').catch(() => sha256)).trim();
  if (sha256 !== expected)
    throw new WeightsCorruptError(
      `The download of ${name} has sha256 ${sha256}; expected ${expected}. Nothing was kept. Try again, or fetch the file by hand.`,
    );
  await mkdir(cache, { recursive: true });
  await writeFile(record, `${sha256}\n`);
  const file = join(cache, name);
  const partial = `${file}.${process.pid}.partial`;
  await writeFile(partial, bytes);
  await rename(partial, file).catch(async (error: unknown) => {
    await rm(partial, { force: true });
    throw error;
  });
  return file;
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
