import { basename } from 'node:path';
import { isS3Uri } from '@detectory/storage';
import { printJson, printLine, UsageError } from '@detectory/terminal';
import {
  findTuningFaults,
  parseRange,
  type PresetName,
  resolveOptions,
  type SearchRange,
  toSearchSpace,
  toTuningRequest,
  type TrainingJobSpec,
  type TuningSpec,
  withRanges,
} from '@detectory/trainer';
import { assertWritable, loadSageMaker } from '@detectory/trainer/adapters';
import { Command, Option } from 'commander';
import { note } from './images/note.js';
import { parseCount } from './parse-count.js';
import { parseName } from './parse-name.js';
import { parseSeed } from './parse-seed.js';
import { assertFlagsOfPlace } from './run/assert-flags-of-place.js';
import { assertTrainingImage } from './run/find-training-image.js';
import { openRunner } from './run/open-runner.js';
import { addPlaceFlags, createPlaceOption, isWrittenHere, type PlaceFlags, usualOut } from './run/place-flags.js';
import { findSageMakerSettings } from './run/to-sagemaker-settings.js';
import { addTrainingFlags, toHyperparameters } from './train/training-flags.js';
import { lookUpTrials } from './tune/look-up-trials.js';
import { searchLocally } from './tune/search-locally.js';
import { watchTuning } from './tune/watch-tuning.js';

interface TuneFlags extends PlaceFlags {
  readonly data: string;
  readonly out: string;
  readonly name?: string;
  readonly trials: number;
  readonly parallel: number;
  readonly strategy?: 'bayesian' | 'random' | 'hyperband';
  readonly range?: readonly SearchRange[];
  readonly searchSeed: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const examples = `
Examples:
  detectory-launch tune --data dataset --trials 10 --weights yolov5n.pt --epochs 10
  detectory-launch tune --data dataset --trials 6 --range lr0=1e-3..1e-2:log --range batch-size=8,16
  detectory-launch tune --data dataset --on sagemaker --trials 20 --parallel 4 --strategy bayesian --upload s3://my-sagemaker-bucket/detectory --role arn:aws:iam::123456789012:role/Trainer

The search maximises mAP50-95 on the validation photos, within ranges around the preset's values. On this machine it is a
random search, one trial after the other, that the same command goes on with after an interruption.`;

export function createTuneCommand(): Command {
  const command = new Command('tune')
    .description('Searches for better hyperparameters: a SageMaker tuning job, or the same ranges on this machine.')
    .requiredOption('--data <dir>', 'a dataset that detectory-prep built: a folder or s3:// URI')
    .addOption(createPlaceOption())
    .addOption(new Option('--trials <n>', 'how many trainings').argParser(parseCount).default(10))
    .addOption(new Option('--parallel <n>', 'how many at once, on SageMaker').argParser(parseCount).default(1))
    .addOption(new Option('--strategy <name>', 'how trials are chosen').choices(['bayesian', 'random', 'hyperband']))
    .addOption(new Option('--range <range>', 'lr0=1e-4..1e-2:log or freeze=0,10; repeat it').argParser(addRange))
    .addOption(new Option('--search-seed <n>', 'seed of the random choices').argParser(parseSeed).default(0))
    .option('--out <dir>', 'folder (on SageMaker also an s3:// URI) under which the search gets its own', usualOut)
    .option('--name <name>', "the search's name", parseName)
    .option('--dry-run', 'check and print what would run, and stop')
    .option('--json', 'print one JSON document');
  addTrainingFlags(command);
  return addPlaceFlags(command)
    .addHelpText('after', examples)
    .action((flags: TuneFlags) => {
      assertFlagsOfPlace(command, flags.on);
      return tune(flags);
    });
}

function addRange(text: string, before: readonly SearchRange[] = []): SearchRange[] {
  return [...before, parseRange(text)];
}

async function tune(flags: TuneFlags): Promise<void> {
  const base = toHyperparameters({ ...flags });
  const options = resolveOptions(new Map(Object.entries(base)));
  const preset = (options.preset ?? (options.weights === 'none' ? 'scratch' : 'finetune')) as PresetName;
  const space = withRanges(toSearchSpace(preset, options.imgsz, options.engine), flags.range ?? []);
  assertSearched(space, base);
  if (isWrittenHere(flags)) await assertWritable(flags.out);
  if (flags.on === 'sagemaker') return tuneOnSageMaker(flags, base, space, options.epochs);
  if (flags.strategy !== undefined && flags.strategy !== 'random')
    throw new UsageError(
      `--strategy ${flags.strategy} is SageMaker's. On this machine the search is random; leave it out.`,
    );
  if (flags.parallel > 1) throw new UsageError('On this machine trials run one after the other: leave --parallel out.');
  if (isS3Uri(flags.out))
    throw new UsageError('A search on this machine keeps its trials here: pass --out with a folder.');
  const name = flags.name ?? `${basename(flags.data.replace(/\/$/, ''))}-search`;
  const { data, out, trials, json } = flags;
  const search = { data, out, name, trials, json, seed: flags.searchSeed, epochs: options.epochs, space, base };
  for (const warning of await lookUpTrials(search, !flags.dryRun)) note(`warning: ${warning}`);
  if (flags.dryRun) return printJson(search);
  await searchLocally(await openRunner(flags, flags.out), search);
}

/** What can't be tried would be found out by the first trial. @throws HyperparameterInvalidError */
function assertSearched(space: readonly SearchRange[], base: Readonly<Record<string, string>>): void {
  for (const range of space)
    for (const value of range.kind === 'choice' ? range.values : [range.min, range.max])
      resolveOptions(new Map([...Object.entries(base), [range.name, value]]));
}

async function tuneOnSageMaker(
  flags: TuneFlags,
  base: Readonly<Record<string, string>>,
  space: readonly SearchRange[],
  epochs: number,
): Promise<void> {
  const { data, out, json } = flags;
  const { createTuningJob, openSageMaker, prepareJob } = await loadSageMaker();
  const access = await openSageMaker();
  const name = flags.name ?? `tune-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}`;
  const settings = await findSageMakerSettings(flags, out, access.region);
  const run = { data, out, name, hyperparameters: base };
  await assertTrainingImage(settings.job.image);
  const search = { ...toSearch(flags), name, space, epochs };
  // Before anything is uploaded, and in a dry run as well.
  const findFaults = (job: TrainingJobSpec) => findTuningFaults({ ...search, job });
  const { spec: job } = await prepareJob(run, settings, access, { note, upload: !flags.dryRun, findFaults });
  if (flags.spot)
    note('warning: an interrupted trial begins anew: trials keep no checkpoints, which would mix them up.');
  const spec: TuningSpec = { ...search, job };
  if (flags.dryRun) return printJson({ request: toTuningRequest(spec) });
  await createTuningJob(access, spec);
  if (flags.detach) return json ? printJson({ tuning: name }) : printLine(`${name} is under way.`);
  await watchTuning({ name, access }, { out, pollMs: flags.poll * 1000, json });
}

const strategies = { bayesian: 'Bayesian', random: 'Random', hyperband: 'Hyperband' } as const;

function toSearch(flags: TuneFlags): Pick<TuningSpec, 'strategy' | 'trials' | 'parallel' | 'seed'> {
  const { trials, parallel, searchSeed } = flags;
  return { strategy: strategies[flags.strategy ?? 'bayesian'], trials, parallel, seed: searchSeed };
}
