import type { ReportStage } from '@detectory/dataset/report';
import { createStorage } from '@detectory/storage';
import { createProgress, formatSize, printJson, printLine, type Progress } from '@detectory/terminal';
import { Command } from 'commander';
import { formatReportSummary, summariseReport } from '../output/summarise-report.js';
import { parseWhole } from './parse-choice.js';
import { withInterrupt } from './with-interrupt.js';

interface ReportFlags {
  readonly out: string;
  readonly images?: string;
  readonly imgsz: string;
  readonly imagesPerClass: string;
  readonly json?: boolean;
}

const examples = `
The page needs no other file and asks no host for anything: mail it, print it, keep it with the dataset.

Examples:
  detectory-prep report ./dataset
  detectory-prep report ./dataset --images ./photos --out ./dataset/report.html
  detectory-prep report s3://bucket/dataset --out s3://bucket/dataset/report.html --images-per-class 4`;

export function createReportCommand(): Command {
  return new Command('report')
    .description('Shows what a dataset holds and what to mend, as one HTML page with pictures.')
    .argument('<dataset>', 'what build wrote: a folder or an s3:// prefix')
    .option('--out <file>', 'where the page goes: a file or an s3:// URI', 'report.html')
    .option('--images <root>', 'folder or s3:// prefix with the original photos, to show those that were left out')
    .option('--imgsz <px>', 'image size that training will use', '640')
    .option('--images-per-class <n>', 'pictures in the contact sheet of each class', '6')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', examples)
    .action((dataset: string, flags: ReportFlags) => withInterrupt((signal) => report(dataset, flags, signal)));
}

async function report(place: string, flags: ReportFlags, signal: AbortSignal): Promise<void> {
  const imgsz = parseWhole('--imgsz', flags.imgsz, 32);
  const imagesPerClass = parseWhole('--images-per-class', flags.imagesPerClass, 0);
  const storage = createStorage();
  // The page's charts and styles are a third of all code: other commands start without them.
  const { makeReport } = await import('./load-report.js');
  const made = await makeReport({
    storage,
    place,
    images: flags.images,
    imgsz,
    imagesPerClass,
    signal,
    onProgress: createStageProgress(),
  });
  await storage.writeBytes(flags.out, made.html);
  const summary = summariseReport(made, flags.out);
  if (flags.json) printJson(summary);
  else printLine(formatReportSummary(summary, formatSize(Buffer.byteLength(made.html))));
}

const stageLabels: Readonly<Record<ReportStage, { label: string; unit: string }>> = {
  labels: { label: 'Reading labels', unit: 'images' },
  images: { label: 'Looking at images', unit: 'images' },
  pictures: { label: 'Making pictures', unit: 'pictures' },
};

function createStageProgress(): (stage: ReportStage, done: number, total: number) => void {
  const bars = new Map<ReportStage, Progress>();
  return (stage, done, total) => {
    const bar = bars.get(stage) ?? createProgress({ ...stageLabels[stage], total });
    bars.set(stage, bar);
    if (done < total) bar.update(done);
    else bar.finish();
  };
}
