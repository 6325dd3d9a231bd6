import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';
import { exportCheckpoint } from '../adapters/export-checkpoint.js';
import { readJobFiles } from '../adapters/read-job-files.js';
import { type Channels, findChannels } from '../control/find-channels.js';
import { findWeightsFile } from '../control/find-weights-file.js';
import { findDataset } from '../control/find-dataset.js';
import { photoChannels } from '../control/locate-dataset.js';
import { createProgressChannel } from '../control/progress-channel.js';
import { ChannelUnusableError } from '../errors.js';
import { resolveOptions } from '../options/resolve-options.js';
import { parsePrecisions } from '../quantise/precision.js';
import { type JobContext, runAsJob } from './run-as-job.js';

/**
 * `export`: a checkpoint of the channel model (a run, a model or its archive) or of the channel weights to ONNX, as the
 * hyperparameters export-sizes, export-precision and max-map-drop say; measured where a channel holds a dataset.
 */
export function exportCommand(): Promise<number> {
  return runAsJob(exportModelOfJob);
}

async function exportModelOfJob({ paths, log }: JobContext): Promise<void> {
  const files = await readJobFiles(paths);
  const { hyperparameters } = files;
  const options = resolveOptions(hyperparameters);
  const channels = await findChannels(paths.channels, files.channels);
  const source = await findSource(channels, options.weights, hyperparameters.has('weights'));
  // A dataset is welcome here, not needed: without one the export is compared on noise.
  const found = photoChannels(channels).length === 0 ? undefined : await findDataset(paths, files, channels);
  const out = await mkdtemp(join(tmpdir(), 'detectory-export-'));
  try {
    const exported = await exportCheckpoint({
      source,
      out,
      exportSizes: options['export-sizes'],
      precisions: parsePrecisions(options['export-precision']),
      maxMapDrop: options['max-map-drop'],
      data: found?.root,
      dataPlace: found,
      report: createProgressChannel(),
    });
    await mkdir(paths.model, { recursive: true });
    await extract({ file: exported.model, cwd: paths.model });
    log(`[detectory] ${source} is exported to ${exported.manifest.exports.map(({ file }) => file).join(', ')}.`);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** @throws ChannelUnusableError where nothing says which checkpoint is meant: the weights that training begins with aren't */
async function findSource(channels: Channels, weights: string, isGiven: boolean): Promise<string> {
  const model = channels.all.find(({ name }) => name === 'model')?.path;
  const source = model ?? (await findWeightsFile(weights, channels, isGiven));
  if (source !== 'none' && (isGiven || source !== weights)) return source;
  throw new ChannelUnusableError(
    `There is no checkpoint to export in ${channels.folder}. Pass a run, a model or its archive as the channel model, or a .pt as the channel weights.`,
  );
}
