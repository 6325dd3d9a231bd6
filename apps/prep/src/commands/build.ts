import { parseNearDistance } from '@detectory/dataset';
import { buildDataset, type BuildStage, readSplitsLock } from '@detectory/dataset/adapters';
import { createStorage } from '@detectory/storage';
import { createProgress, printJson, printLine, type Progress } from '@detectory/terminal';
import { Command } from 'commander';
import { formatBuildReport } from '../output/format-build-report.js';
import { summariseBuild } from '../output/summarise-build.js';
import { version } from '../version.js';
import { type BuildFlags, parseBuildFlags, toRecordedOptions } from './build-flags.js';
import { addLabelOptions, parseLabelFlags } from './label-options.js';
import { withInterrupt } from './with-interrupt.js';

const examples = `
Balancing (--balance) keeps or leaves whole images; the gap to the best possible choice is printed:
  equal                             every class as many boxes as the rarest one
  max-ratio=2                       no class more than twice the boxes of the rarest one
  target=300                        300 boxes of each class, where there are so many
  'screwdriver<=100,drill>=50'      limits for some classes, all of the others

Splitting puts images with the same bytes into one split, wherever it reads them: --copy none without --images reads none.
Others that belong together (--group-by):
  key=video                         lines with the same value of a key; key=camera.id for one within
  prefix=2                          the same first two folders of the object key
  'regex=/(session-\\d+)/'           source-refs of which the brackets catch the same

Examples:
  detectory-prep build output.manifest --images ./photos --out ./dataset
  detectory-prep build output.manifest --images ./photos --group-near-duplicates --group-by prefix=1 --out ./dataset
  detectory-prep build more.manifest --images ./photos --splits-lock ./dataset --out ./dataset-2
  detectory-prep build output.manifest --images ./photos --labels data.json --balance max-ratio=2 --split 70/20/10 --out ./dataset
  detectory-prep build s3://bucket/job/manifests/output/output.manifest --out s3://bucket/dataset
  detectory-prep build output.manifest --copy none --out ./labels-only
  detectory-prep build annotations/instances_default.json --images ./photos --out ./dataset
  detectory-prep build ./label-studio-export --out ./dataset
  detectory-prep build s3://bucket/job/manifests/output/output.manifest --out s3://bucket/dataset --shard 2/3`;

export function createBuildCommand(): Command {
  return addLabelOptions(new Command('build'))
    .description('Builds a YOLO dataset from labels and images: checked, balanced on request, split without leaks.')
    .requiredOption('--out <dir>', 'where the dataset goes: a new folder or an s3:// prefix')
    .option('--balance <spec>', 'equal, max-ratio=2, target=300, or limits for classes (see below)')
    .option('--max-images <n>', 'at most so many images')
    .option('--oversample <spec>', 'rfs or rfs=0.05: repeats photos of rare classes in train (repeat-factor sampling)')
    .option('--split <shares>', 'train/val/test; a share may be 0', '80/10/10')
    .option('--seed <n>', 'decides the split, and which photos --oversample repeats', '0')
    .option('--group-by <spec>', 'images that must share a split: key=<manifest key>, prefix=<n> or regex=<expression>')
    .option(
      '--group-near-duplicates [bits]',
      'photos that look alike share a split: bits of 64 that may differ (default 4); write =4 before a manifest',
      assertNearDistance,
    )
    .option('--splits-lock <place>', 'keep the split of an earlier build: its splits.lock.json, or its dataset')
    .option('--negatives <policy>', 'images without boxes: keep, drop, or their largest share (0.1 or 10%)', 'keep')
    .option('--on-bad <policy>', 'strict: any problem stops the build; skip: leave out and count', 'strict')
    .option('--exif <frame>', 'frame of boxes on rotated photos: auto, stored or displayed', 'auto')
    .option('--min-box-px <n>', 'leave out boxes with a side under so many pixels', '1')
    .option(
      '--copy <mode>',
      'link (hard link, else copy), copy, or none (labels and lists; images not needed, nor read without --images)',
      'link',
    )
    .option('--yaml-root <path>', "the dataset's folder as data.yaml names it (default: where it is written)")
    .option('--force', 'replace what is at --out')
    .option('--shard <i/n>', 'do part i of n; start all n with the same options and the same --out')
    .option('--shard-timeout <seconds>', 'how long another shard may show no sign of life', '600')
    .addHelpText('after', examples)
    .action((manifests: string[], flags: BuildFlags) => withInterrupt((signal) => build(manifests, flags, signal)));
}

/** While the command line is read: a manifest taken for the number would else be called missing. */
function assertNearDistance(value: string): string {
  parseNearDistance(value);
  return value;
}

async function build(manifests: readonly string[], flags: BuildFlags, signal: AbortSignal): Promise<void> {
  const storage = createStorage();
  const parsed = parseBuildFlags(flags);
  const reading = await parseLabelFlags(flags, storage);
  const splitsLock = flags.splitsLock === undefined ? undefined : await readSplitsLock(storage, flags.splitsLock);
  const showProgress = createStageProgress();
  const built = await buildDataset({
    storage,
    manifests,
    ...parsed,
    ...reading,
    splitsLock,
    tool: { name: 'detectory-prep', version },
    recordedOptions: toRecordedOptions(flags, splitsLock),
    signal,
    onProgress: showProgress,
    onWait: (missing, what) => note(`waiting for shard ${missing.join(', ')} to ${what}`),
    onKept: (uri) => note(`what is done so far lies in ${uri}: the same command goes on from there`),
  });
  const summary = summariseBuild(built);
  if (flags.json) printJson(summary);
  else printLine(formatBuildReport(summary, flags));
}

/** Beside the result, for a person. */
function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

const stages: Readonly<Record<BuildStage, { readonly label: string; readonly unit: string }>> = {
  scan: { label: 'Reading images', unit: 'images' },
  balance: { label: 'Balancing', unit: 'steps' },
  write: { label: 'Writing dataset', unit: 'images' },
};

function createStageProgress(): (stage: BuildStage, done: number, total: number) => void {
  const bars = new Map<BuildStage, Progress>();
  return (stage, done, total) => {
    const bar = bars.get(stage) ?? createProgress({ ...stages[stage], total });
    bars.set(stage, bar);
    if (done < total) bar.update(done);
    else bar.finish();
  };
}
