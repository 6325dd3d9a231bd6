import { InvalidOptionError, parseAttributeName, parseCreationDateOption } from '@detectory/dataset';
import { exportDataset, type ExportDatasetOptions, parseLabelFormat } from '@detectory/dataset/adapters';
import { createStorage } from '@detectory/storage';
import { createProgress, printJson, printLine } from '@detectory/terminal';
import { Command } from 'commander';
import { formatExportReport } from '../output/format-export-report.js';
import { parseS3Prefix } from './parse-s3-prefix.js';
import { withInterrupt } from './with-interrupt.js';

interface ExportFlags {
  readonly to: string;
  readonly out: string;
  readonly images?: string;
  readonly s3Prefix?: string;
  readonly labelAttribute?: string;
  readonly creationDate?: string;
  readonly yamlRoot?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

const examples = `
Examples:
  detectory-prep export ./dataset --to ground-truth --out output.manifest
  detectory-prep export ./dataset --to ground-truth --s3-prefix s3://bucket/dataset/images --out s3://bucket/dataset/manifests
  detectory-prep export ./dataset --to coco --out ./coco          # a file for each split
  detectory-prep export s3://bucket/dataset --to yolo --out ./yolo`;

export function createExportCommand(): Command {
  return new Command('export')
    .description("Writes a built dataset's labels in another format, and says what that can't hold.")
    .argument('<dataset>', 'a dataset that detectory-prep built: a folder or an s3:// prefix')
    .requiredOption('--to <format>', 'ground-truth, coco or yolo')
    .requiredOption(
      '--out <place>',
      'a new folder (a file for each split) or a .json, .manifest or .jsonl file for all',
    )
    .option('--images <root>', 'where the source images lie, for a dataset that was built with --copy none')
    .option('--s3-prefix <uri>', "where the dataset's images folder lies on S3, for source-refs (ground-truth)")
    .option(
      '--label-attribute <name>',
      "name of the label attribute (ground-truth; default: the dataset's, else labels)",
    )
    .option('--creation-date <time>', 'when all labels were made (ground-truth; default: as the dataset says)')
    .option('--yaml-root <path>', "the dataset's folder as data.yaml names it (yolo; default: where it is written)")
    .option('--force', 'replace what is at --out')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', examples)
    .action((dataset: string, flags: ExportFlags) => withInterrupt((signal) => runExport(dataset, flags, signal)));
}

async function runExport(dataset: string, flags: ExportFlags, signal: AbortSignal): Promise<void> {
  const options = parseExportFlags(flags);
  const progress = new Map<number, ReturnType<typeof createProgress>>();
  const exported = await exportDataset({
    storage: createStorage(),
    dataset,
    ...options,
    signal,
    onProgress: (done, total) => {
      const bar = progress.get(total) ?? createProgress({ label: 'Exporting', total, unit: 'images' });
      progress.set(total, bar);
      if (done < total) bar.update(done);
      else bar.finish();
    },
  });
  if (flags.json) printJson(exported);
  else printLine(formatExportReport(exported, options.to));
}

/** @throws InvalidOptionError */
function parseExportFlags(flags: ExportFlags): Omit<ExportDatasetOptions, 'storage' | 'dataset'> {
  const { out, images, s3Prefix, labelAttribute, creationDate, yamlRoot, force } = flags;
  if (out.trim() === '') throw new InvalidOptionError('--out is empty: expected a folder, a file or an s3:// URI.');
  return {
    to: parseLabelFormat('--to', flags.to),
    out,
    images,
    s3Prefix: parseS3Prefix(s3Prefix),
    attribute: labelAttribute === undefined ? undefined : parseAttributeName(labelAttribute),
    creationDate: creationDate === undefined ? undefined : parseCreationDateOption(creationDate),
    yamlRoot,
    force,
  };
}
