import { parsePrecisions } from '@detectory/trainer';
import { exportCheckpoint } from '@detectory/trainer/adapters';
import { Command, Option } from 'commander';
import { parseShare } from './parse-share.js';
import { toRunFolder } from './run/to-run-folder.js';
import { createTrainingDisplay } from './train/create-training-display.js';
import { reportExport } from './export/report-export.js';

interface ExportFlags {
  readonly out: string;
  readonly precision: string;
  readonly imgsz?: string;
  readonly data?: string;
  readonly maxMapDrop: number;
  readonly json?: boolean;
}

const examples = `
The first precision is what an endpoint serves. int8 is calibrated on the dataset's training photos and measured on its
validation photos; a precision that loses more than --max-map-drop against fp32 is refused, and nothing is written.

Examples:
  detectory-launch export runs/garden-1 --precision int8 --data dataset --out models/garden-int8
  detectory-launch export model.tar.gz --precision int8,fp16,fp32 --imgsz 640,480x640 --data dataset --out models/garden`;

export function createExportCommand(): Command {
  return new Command('export')
    .description('Exports a trained model anew: smaller, or at other sizes, with what each is worth.')
    .argument('<model>', 'a run or model folder, the name of a run in runs/, a model.tar.gz, or a checkpoint (.pt)')
    .requiredOption('--out <dir>', 'folder or s3:// URI that gets model.tar.gz')
    .option('--precision <list>', 'fp32, fp16, int8, or several with commas, the one to serve first', 'fp32')
    .option(
      '--imgsz <sizes>',
      "fixed input sizes, the default first: 640,480x640 (height x width); by default the model's",
    )
    .option('--data <dir>', 'dataset to calibrate on (train) and to compare and measure on (val)')
    .addOption(
      new Option('--max-map-drop <x>', 'mAP50-95 that a precision may lose against fp32')
        .argParser(parseShare)
        .default(0.01),
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((model: string, flags: ExportFlags) => exportModel(model, flags));
}

async function exportModel(
  source: string,
  { out, precision, imgsz, data, maxMapDrop, json }: ExportFlags,
): Promise<void> {
  const exported = await exportCheckpoint({
    source: toRunFolder(source),
    out,
    data,
    maxMapDrop,
    exportSizes: imgsz,
    precisions: parsePrecisions(precision),
    report: createTrainingDisplay(0).show,
  });
  reportExport(exported, { isMeasured: data !== undefined, asJson: json ?? false });
}
