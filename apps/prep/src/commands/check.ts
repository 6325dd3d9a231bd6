import { checkDataset } from '@detectory/dataset/adapters';
import { createStorage } from '@detectory/storage';
import { createProgress, printJson, printLine, type Progress, ReportedFailure } from '@detectory/terminal';
import { Command } from 'commander';
import { formatCheckReport } from '../output/format-check-report.js';
import { withInterrupt } from './with-interrupt.js';

const examples = `
Exit codes: 0 YOLOv5 takes all of it silently, 1 it would drop, re-encode or warn of something, or fail.

Examples:
  detectory-prep check ./dataset
  detectory-prep check ./somewhere/else.yaml
  detectory-prep check s3://bucket/dataset --json`;

interface CheckFlags {
  readonly json?: boolean;
}

export function createCheckCommand(): Command {
  return new Command('check')
    .description(
      'Checks every image and label of a YOLO dataset by the rules of YOLOv5, before a training pays for it.',
    )
    .argument('<dataset>', 'folder or s3:// prefix with a data.yaml, or that file')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', examples)
    .action((dataset: string, flags: CheckFlags) => withInterrupt((signal) => check(dataset, flags, signal)));
}

async function check(dataset: string, flags: CheckFlags, signal: AbortSignal): Promise<void> {
  let progress: Progress | undefined;
  const onProgress = (done: number, total: number): void => {
    progress ??= createProgress({ label: 'Checking', total, unit: 'images' });
    if (done < total) progress.update(done);
    else progress.finish();
  };
  const report = await checkDataset({ storage: createStorage(), dataset, signal, onProgress });
  if (flags.json) printJson(report);
  else printLine(formatCheckReport(report));
  if (!report.isSound) throw new ReportedFailure();
}
