import { exportCheckpoint } from '@detectory/trainer/adapters';
import { Command } from 'commander';
import { reportExport } from './export/report-export.js';
import { createTrainingDisplay } from './train/create-training-display.js';

interface ImportFlags {
  readonly out: string;
  readonly imgsz?: string;
  readonly data?: string;
  readonly json?: boolean;
}

const examples = `
An archive or folder must hold one best.pt, such as <name>/weights/best.pt. YOLOv5's and Ultralytics' detectors are taken.
A checkpoint is a pickle: it is opened by the training environment alone, and refused if it names anything but tensors and layers.

Examples:
  detectory-launch import best.pt --out models/garden
  detectory-launch import old-model.tar.gz --out models/garden --data dataset
  detectory-launch import yolov5n.pt --out models/coco --imgsz 640,480x640 --data dataset`;

export function createImportCommand(): Command {
  return new Command('import')
    .description('Turns an existing checkpoint into model.tar.gz, ready to be served.')
    .argument(
      '<checkpoint>',
      'a best.pt, an archive or folder that holds one, an s3:// URI, or a name such as yolov5s.pt',
    )
    .requiredOption('--out <dir>', 'folder or s3:// URI that gets model.tar.gz')
    .option(
      '--imgsz <sizes>',
      'fixed input sizes, the default first: 640 or 640,480x640 (height x width); by default 640',
    )
    .option('--data <dir>', 'dataset to compare and measure the export on; without one, noise is compared')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((source: string, flags: ImportFlags) => importCheckpoint(source, flags));
}

async function importCheckpoint(source: string, { out, imgsz, data, json }: ImportFlags): Promise<void> {
  const report = createTrainingDisplay(0).show;
  const exported = await exportCheckpoint({ source, out, data, exportSizes: imgsz, report });
  reportExport(exported, { isMeasured: data !== undefined, asJson: json ?? false });
}
