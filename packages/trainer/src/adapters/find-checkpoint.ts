import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { extractArchive } from '@detectory/inference-core/model-folder';
import { WeightsNotFoundError } from '../errors.js';
import { resolveWeights } from './resolve-weights.js';

export interface FoundCheckpoint {
  readonly weights: string;
  /** What training left beside the weights: results.csv, opt.yaml. */
  readonly beside: readonly string[];
  /** Of the model that the checkpoint lay in, as `--imgsz` says them. */
  readonly exportSizes?: string | undefined;
  /** Removes what was extracted. */
  remove(): Promise<void>;
}

const checkpointName = 'best.pt';
const otherWays =
  "or give a run's folder, its model.tar.gz, the path or s3:// URI of a .pt file, or another folder or archive that holds a best.pt";
const kept = ['results.csv', 'opt.yaml'];

/**
 * The checkpoint that `source` means: a .pt file, a name, an s3:// URI; a folder or a .tar.gz that holds one best.pt
 * (a model or run of ours, YOLOv5's `runs/train/exp`, or `<name>/weights/best.pt`). Archives are extracted safely.
 * @param downloadFolder where s3:// files are put, and archives are extracted
 * @throws WeightsNotFoundError, ModelInvalidError for a damaged or hostile archive
 */
export async function findCheckpoint(source: string, downloadFolder: string): Promise<FoundCheckpoint> {
  if ((await stat(source).catch(() => undefined))?.isDirectory()) return findInFolder(source, source, downloadFolder);
  const file = await resolveWeights(source, { downloadFolder, otherWays });
  if (file === undefined) throw new WeightsNotFoundError('There is nothing to export in "none". Give a checkpoint.');
  if (!/\.(tar\.gz|tgz|tar)$/i.test(file)) return { weights: file, beside: [], remove: () => Promise.resolve() };
  const { folder, remove } = await extractArchive(file, source, { temporaryFolder: downloadFolder });
  try {
    return { ...(await findInFolder(folder, source, folder)), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function findInFolder(folder: string, shown: string, extractInto: string): Promise<FoundCheckpoint> {
  // A run's folder keeps the states of its training too, each with a best.pt of its own.
  const archive = join(folder, 'model.tar.gz');
  if ((await stat(archive).catch(() => undefined))?.isFile()) return findCheckpoint(archive, extractInto);
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  const [weights, ...others] = paths.filter((path) => basename(path) === checkpointName);
  if (!weights || others.length > 0) throw notOne(shown, weights ? [weights, ...others] : [], folder);
  const home = basename(dirname(weights)) === 'weights' ? dirname(dirname(weights)) : dirname(weights);
  return {
    weights,
    beside: kept.map((name) => join(home, name)).filter((path) => paths.includes(path)),
    exportSizes: await readExportSizes(join(home, 'model.json')),
    remove: () => Promise.resolve(),
  };
}

function notOne(shown: string, found: readonly string[], folder: string): WeightsNotFoundError {
  const what =
    found.length > 0
      ? `${found.length} files best.pt (${found.map((path) => relative(folder, path)).join(', ')})`
      : 'no best.pt';
  return new WeightsNotFoundError(`${shown} holds ${what}; expected one. Point to a .pt file.`);
}

async function readExportSizes(manifest: string): Promise<string | undefined> {
  const text = await readFile(manifest, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { exports } = JSON.parse(text) as { exports?: { heightPx: number; widthPx: number }[] };
  return [...new Set(exports?.map(({ heightPx, widthPx }) => `${heightPx}x${widthPx}`))].join(',') || undefined;
}
