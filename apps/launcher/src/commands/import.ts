import { formatTable, printJson, printLine } from '@detectory/terminal';
import { importCheckpoint } from '@detectory/trainer/adapters';
import { Command } from 'commander';
import { createTrainingDisplay } from './train/create-training-display.js';

interface ImportFlags {
  readonly out: string;
  readonly imgsz: string;
  readonly data?: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  detectory-launch import best.pt --out models/garden
  detectory-launch import yolov5n.pt --out models/coco --imgsz 640,480x640 --data dataset`;

export function createImportCommand(): Command {
  return new Command('import')
    .description('Turns an existing YOLOv5 checkpoint into model.tar.gz, ready to be served.')
    .argument('<weights>', 'a best.pt, an s3:// URI of one, or a name such as yolov5s.pt')
    .requiredOption('--out <dir>', 'folder that gets model.tar.gz')
    .option('--imgsz <sizes>', 'fixed input sizes, the default first: 640 or 640,480x640 (height x width)', '640')
    .option('--data <dir>', 'dataset to compare and measure the export on; without one, noise is compared')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((weights: string, flags: ImportFlags) => importWeights(weights, flags));
}

async function importWeights(weights: string, { out, imgsz, data, json }: ImportFlags): Promise<void> {
  const display = createTrainingDisplay(0);
  const { model, manifest } = await importCheckpoint({ weights, out, exportSizes: imgsz, data, report: display.show });
  if (json) return printJson({ model, manifest });
  const parity = manifest.parity
    ? `${(manifest.parity.agreement * 100).toFixed(1)}% of ${manifest.parity.detections} detections agree`
    : 'not compared';
  const rows = [
    ['model', model],
    ['classes', String(manifest.classNames.length)],
    ['export against checkpoint', data ? parity : `${parity} (on noise: pass --data to compare on photos)`],
  ];
  printLine(formatTable(rows, { header: false }));
}
