import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { evaluateModel, readLabelledPhotos } from '../adapters/evaluation/index.js';
import { readJobFiles } from '../adapters/read-job-files.js';
import type { MlPaths } from '../contract/ml-paths.js';
import { findChannels } from '../control/find-channels.js';
import { type FoundDataset, findDataset } from '../control/find-dataset.js';
import { toEvaluationRecord } from '../metrics/to-evaluation-record.js';
import { ChannelUnusableError, HyperparameterInvalidError } from '../errors.js';
import type { SplitName } from '../data/parse-data-yaml.js';
import { runAsJob } from './run-as-job.js';

const splits: readonly string[] = ['train', 'val', 'test'] satisfies SplitName[];

/**
 * `evaluate [--model PATH] [--data PATH] [--split val]`: what a model is worth on a dataset, by default the channel named model
 * on the channel that holds a dataset. Figures go to the log, and to evaluation.json in the output folder.
 */
export function evaluateCommand(args: readonly string[]): Promise<number> {
  return runAsJob(async ({ paths, log, signal }) => {
    const { model = await findModel(paths), data: folder, split } = parseFlags(args);
    const { root: data, ...place } = folder === undefined ? await findData(paths) : { root: folder };
    const labelled = await readLabelledPhotos(data, split, place);
    const { evaluation } = await evaluateModel({ ...labelled, model, signal, confidence: 0.25, iou: 0.45 });
    const record = toEvaluationRecord(evaluation, { model, data, split });
    await mkdir(paths.outputData, { recursive: true });
    await writeFile(join(paths.outputData, 'evaluation.json'), `${JSON.stringify(record, undefined, 2)}\n`);
    const { images, precision, recall, mAP50, mAP50_95 } = record;
    log(
      `[detectory] evaluation; images=${images}; ${split}/precision=${precision}; ${split}/recall=${recall}; ${split}/mAP50=${mAP50}; ${split}/mAP50_95=${mAP50_95};`,
    );
  });
}

interface EvaluateFlags {
  readonly model?: string | undefined;
  readonly data?: string | undefined;
  readonly split: SplitName;
}

function parseFlags(args: readonly string[]): EvaluateFlags {
  const options = { model: { type: 'string' }, data: { type: 'string' }, split: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const { split = 'val' } = values;
  if (!splits.includes(split))
    throw new HyperparameterInvalidError(`--split is "${split}"; expected one of ${splits.join(', ')}.`);
  return { ...values, split: split as SplitName };
}

async function findModel({ channels }: MlPaths): Promise<string> {
  const folder = join(channels, 'model');
  const names = await readdir(folder).catch((): string[] => []);
  if (names.length === 0)
    throw new ChannelUnusableError(
      `There is no model in ${folder}. Pass the training's model.tar.gz as a channel named model, or --model with its path.`,
    );
  return names.includes('model.tar.gz') && !names.includes('model.json') ? join(folder, 'model.tar.gz') : folder;
}

async function findData(paths: MlPaths): Promise<FoundDataset> {
  const files = await readJobFiles(paths);
  return findDataset(paths, files, await findChannels(paths.channels, files.channels));
}
