import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { printJson, printLine, UsageError } from '@detectory/terminal';
import { type OptionSpec, optionTable, resolveOptions, type RunResult } from '@detectory/trainer';
import { createProcessRunner } from '@detectory/trainer/adapters';
import { Command, Option } from 'commander';
import { onInterrupt } from '../on-interrupt.js';
import { createTrainingDisplay } from './train/create-training-display.js';
import { formatRunSummary } from './train/format-run-summary.js';
import { readRunSummary } from './train/read-run-summary.js';

interface TrainFlags {
  readonly data: string;
  readonly on: 'process' | 'docker' | 'sagemaker';
  readonly out: string;
  readonly name?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly [option: string]: string | boolean | undefined;
}

const examples = `
Examples:
  detectory-launch train --data dataset --on process --weights yolov5s.pt --epochs 50
  detectory-launch train --data dataset --on process --weights none --cfg yolov5n --imgsz 320
  detectory-launch train --data dataset --on process --weights best.pt --export-sizes 640,480x640

Ctrl-C once ends the training after the current epoch and keeps the best one.`;

export function createTrainCommand(): Command {
  const command = new Command('train')
    .description('Trains YOLOv5 on a dataset; leaves model.tar.gz, ready to be served.')
    .requiredOption('--data <dir>', 'a dataset that detectory-prep built: a folder or s3:// URI')
    .addOption(
      new Option('--on <where>', 'where to train; this version trains in a local process')
        .choices(['process', 'docker', 'sagemaker'])
        .default('process'),
    );
  for (const [name, spec] of Object.entries(optionTable)) command.option(toFlag(name, spec.kind), withDefault(spec));
  return command
    .option('--out <dir>', 'folder or s3:// URI under which the run gets a folder of its own', 'runs')
    .option('--name <name>', "the run's name (default: the dataset's name and a number)")
    .option('--dry-run', 'check and print what would run, and stop')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: TrainFlags) => train(flags));
}

/** `--batch` is what people type for batch-size. */
function toFlag(name: string, kind: string): string {
  const flag = name === 'batch-size' ? 'batch' : name;
  return kind === 'flag' ? `--${flag}` : `--${flag} <${kind === 'text' ? 'value' : 'n'}>`;
}

function withDefault(spec: OptionSpec): string {
  const help = spec.help.charAt(0).toLowerCase() + spec.help.slice(1);
  return spec.fallback === undefined ? help : `${help} Default ${spec.fallback}.`;
}

async function train(flags: TrainFlags): Promise<void> {
  if (flags.on !== 'process') throw new UsageError(`--on ${flags.on} is not built in this version. Use --on process.`);
  const hyperparameters = toHyperparameters(flags);
  const options = resolveOptions(new Map(Object.entries(hyperparameters)));
  const name = flags.name ?? freeName(flags.out, flags.data);
  if (flags.dryRun) return printJson({ data: flags.data, out: flags.out, name, options });
  const display = createTrainingDisplay(options.epochs);
  const signal = onInterrupt(() =>
    display.note('Stopping after this epoch; the best one is kept. Press Ctrl-C again to give up at once.'),
  );
  const startedAt = performance.now();
  const request = {
    data: flags.data,
    hyperparameters,
    out: flags.out,
    name,
    signal,
    onProgress: display.show,
    onLog: () => undefined,
  };
  const result = await createProcessRunner().run(request);
  await report(result, performance.now() - startedAt, flags);
}

async function report(result: RunResult, durationMs: number, { json, data }: TrainFlags): Promise<void> {
  const summary = await readRunSummary(result, durationMs, data);
  if (json) printJson(summary);
  else printLine(formatRunSummary(summary));
}

/** Flags that are training options, by the names that hyperparameters have; commander gives them in camelCase. */
function toHyperparameters(flags: TrainFlags): Record<string, string> {
  const entries = Object.keys(optionTable).flatMap((name) => {
    const value = flags[toCamelCase(name === 'batch-size' ? 'batch' : name)];
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return Object.fromEntries(entries.map(([name, value]) => [name, value === 'true' ? 'True' : value]));
}

function toCamelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function freeName(out: string, data: string): string {
  const stem = basename(data.replace(/\/$/, '')) || 'run';
  if (out.startsWith('s3://')) return `${stem}-${Date.now().toString(36)}`;
  for (let number = 1; ; number++) if (!existsSync(join(out, `${stem}-${number}`))) return `${stem}-${number}`;
}
