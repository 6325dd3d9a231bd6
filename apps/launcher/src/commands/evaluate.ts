import { formatTable, printJson, printLine } from '@detectory/terminal';
import type { EvaluatedModel, SplitName } from '@detectory/trainer';
import { evaluateModel } from '@detectory/trainer/adapters';
import { Command, Option } from 'commander';
import { createTrainingDisplay } from './train/create-training-display.js';

interface EvaluateFlags {
  readonly model: string;
  readonly data: string;
  readonly split: SplitName;
  readonly json?: boolean;
}

const examples = `
Examples:
  detectory-launch evaluate --model runs/garden-1/model.tar.gz --data dataset --split test`;

export function createEvaluateCommand(): Command {
  return new Command('evaluate')
    .description(
      "Measures a model on a dataset's photos: its ONNX export at confidence 0.001, through YOLOv5's ap_per_class.",
    )
    .requiredOption('--model <path>', 'a model folder or model.tar.gz')
    .requiredOption('--data <dir>', 'a dataset that detectory-prep built')
    .addOption(new Option('--split <name>', 'which photos').choices(['train', 'val', 'test']).default('val'))
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: EvaluateFlags) => evaluate(flags));
}

async function evaluate({ json, ...request }: EvaluateFlags): Promise<void> {
  const result = await evaluateModel({ ...request, report: createTrainingDisplay(0).show });
  if (json) printJson(result);
  else printLine(formatEvaluation(result, request.split));
}

function formatEvaluation({ classes, ...all }: EvaluatedModel, split: string): string {
  const header = ['class', 'boxes', 'precision', 'recall', 'mAP50', 'mAP50-95'];
  const rows = [...classes, { ...all, name: `all (${all.images} ${split} photos)` }].map((row) => [
    row.name,
    String(row.boxes),
    ...[row.precision, row.recall, row.mAP50, row.mAP50_95].map((value) => value.toFixed(3)),
  ]);
  return formatTable([header, ...rows], { align: ['left', 'right', 'right', 'right', 'right', 'right'] });
}
