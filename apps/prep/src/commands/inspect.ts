import { type LabelSources, readLabelSources, scanImages } from '@detectory/dataset/adapters';
import type { ImageProblem } from '@detectory/dataset';
import { createStorage, type Storage } from '@detectory/storage';
import { createProgress, detectTerminalStyle, printJson, printLine } from '@detectory/terminal';
import { Command } from 'commander';
import { formatInspection } from '../output/format-inspection.js';
import { summariseLabels } from '../output/summarise-labels.js';
import { addLabelOptions, type LabelFlags, parseLabelFlags } from './label-options.js';
import { withInterrupt } from './with-interrupt.js';

const examples = `
Examples:
  detectory-prep inspect output.manifest
  detectory-prep inspect s3://bucket/job/manifests/output/output.manifest --labels s3://bucket/job/annotation-tool/data.json
  detectory-prep inspect output.manifest --images ./photos --json
  detectory-prep inspect ./cvat-export`;

export function createInspectCommand(): Command {
  return addLabelOptions(new Command('inspect'))
    .description(
      'Shows what labels hold: classes, boxes, problems; with --images also whether every image is there and sound.',
    )
    .addHelpText('after', examples)
    .action((manifests: string[], flags: LabelFlags) => withInterrupt((signal) => inspect(manifests, flags, signal)));
}

async function inspect(manifests: readonly string[], flags: LabelFlags, signal: AbortSignal): Promise<void> {
  const storage = createStorage();
  const options = await parseLabelFlags(flags, storage);
  const sources = await readLabelSources({ storage, inputs: manifests, images: flags.images, signal, ...options });
  const imageProblems = flags.images === undefined ? undefined : await checkImages(storage, sources, signal);
  const summary = summariseLabels(sources.labels, imageProblems);
  if (flags.json) printJson(summary);
  else
    printLine(
      formatInspection(
        summary,
        { manifests, from: flags.from, images: flags.images, labels: flags.labels },
        detectTerminalStyle(),
      ),
    );
}

/** What is wrong with each image; `undefined` where nothing is. */
async function checkImages(
  storage: Storage,
  { labels: { images }, locate }: LabelSources,
  signal: AbortSignal,
): Promise<(ImageProblem | undefined)[]> {
  const progress = createProgress({ label: 'Reading images', total: images.length, unit: 'images' });
  const scanned = await scanImages({ storage, images, locate, signal, onProgress: (done) => progress.update(done) });
  progress.finish();
  return scanned.map((result) => ('reason' in result ? result : undefined));
}
