import type { Evaluation } from '@detectory/inference-core/evaluation';
import { parentUri } from '@detectory/storage';
import { printJson, printLine } from '@detectory/terminal';
import type { SplitName } from '@detectory/trainer';
import { assertWritable } from '@detectory/trainer/adapters';
import { readLabelledPhotos } from '@detectory/trainer/evaluation';
import { Command, Option } from 'commander';
import { withInterrupt } from '../with-interrupt.js';
import { formatComparison, formatEvaluation } from './evaluate/format-evaluation.js';
import { measureModels } from './evaluate/measure-models.js';
import { summariseEvaluation } from './evaluate/summarise-evaluation.js';
import { toPageFile, writePage } from './evaluate/write-page.js';
import { parseShare } from './parse-share.js';
import { toRunFolder } from './run/to-run-folder.js';

interface EvaluateFlags {
  readonly model: string;
  readonly data: string;
  readonly split: SplitName;
  readonly compare?: string;
  readonly out?: string;
  readonly confidence: number;
  readonly iou: number;
  readonly json?: boolean;
}

const examples = `
mAP counts detections down to confidence 0.001, as YOLOv5's val does; --confidence and --iou decide what the page draws and what
the confusion matrix counts.

Examples:
  detectory-launch evaluate --model runs/garden-1/model.tar.gz --data dataset --split test
  detectory-launch evaluate --model yolov5s.onnx --compare runs/garden-1/model.tar.gz --data dataset --out evaluation.html
  detectory-launch evaluate --model best.onnx --data dataset --json | jq .mAP50_95`;

export function createEvaluateCommand(): Command {
  return new Command('evaluate')
    .description(
      "Measures a model on a dataset's photos: mAP, precision, recall, confusion, and the photos that it fails on.",
    )
    .requiredOption(
      '--model <path>',
      'a run or model folder, the name of a run in runs/, a model.tar.gz or an .onnx file; also on S3',
    )
    .requiredOption('--data <dir>', 'a dataset that detectory-prep built, or any with a data.yaml')
    .addOption(new Option('--split <name>', 'which photos').choices(['train', 'val', 'test']).default('val'))
    .option('--compare <model>', 'a second model, to be set beside the first: before and after')
    .option('--out <file>', 'write an HTML page: a file, or a folder that gets evaluation.html; both may be s3:// URIs')
    .addOption(
      new Option('--confidence <x>', 'detections above it are drawn and stand in the confusion matrix')
        .argParser(parseShare)
        .default(0.25),
    )
    .addOption(
      new Option('--iou <x>', 'overlap from which a drawn detection counts as found')
        .argParser(parseShare)
        .default(0.45),
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: EvaluateFlags) =>
      withInterrupt(
        () => undefined,
        (signal) => evaluate(flags, signal),
      ),
    );
}

async function evaluate(flags: EvaluateFlags, signal: AbortSignal): Promise<void> {
  const { data, split, json, out, compare } = flags;
  if (out !== undefined) await assertWritable(parentUri(toPageFile(out)));
  const labelled = await readLabelledPhotos(data, split);
  const second = compare === undefined ? undefined : toRunFolder(compare);
  const models = await measureModels(toRunFolder(flags.model), second, { ...labelled, ...flags, signal });
  const page = out === undefined ? undefined : await writePage({ ...flags, out, models, ...labelled });
  if (json) printJson(summariseEvaluation({ models, data, split, page }));
  else printLine([formatTables(models, split), ...(page === undefined ? [] : [`\n${page}`])].join('\n'));
}

function formatTables(models: readonly { name: string; evaluation: Evaluation }[], split: string): string {
  const [first, second] = models;
  if (first && second) return formatComparison([first, second], split);
  return first ? formatEvaluation(first.evaluation, split) : '';
}
