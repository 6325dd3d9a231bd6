import { describeRange } from './check-option-value.js';
import { refusedOptions } from './groups/refused-options.js';
import { hypOptions } from './groups/hyp-options.js';
import { optionAliases, optionTable } from './option-table.js';
import { optionGroups, type OptionSpec } from './option-spec.js';
import { type PresetName, presets } from './presets/presets.js';
import { shippedHyps } from './presets/shipped-hyps.js';

/** docs/train/hyperparameters.md: every option, preset and refusal as the tables have them. */
export function formatOptionDocs(): string {
  return [intro, ...formatGroups(), formatPresets(), formatRefused()].join('\n\n').concat('\n');
}

const intro = `# Hyperparameters

\`npm run generate\` writes this page from the option table in \`packages/trainer/src/options\`; change that, not this.

The names are those of SageMaker's hyperparameters and of \`detectory-launch train\`'s flags: \`batch-size\` and \`batch_size\` are
the same, and ${Object.keys(optionAliases)
  .map((name) => `\`${name}\``)
  .join(', ')} are short for others. The flag
\`--data\` alone is the dataset itself, and \`--resume\` and \`--continue\` name runs. A value may be written as Python's \`str\` writes it
(\`True\`, \`sgd\`), as JSON (\`true\`, \`"sgd"\`) or bare: SageMaker's clients differ. A flag of what is true or false may be bare: \`--rect\`, \`--rect false\`. \`None\` and \`null\` stand for the default. Keys that SageMaker adds
(\`sagemaker_…\`, \`_tuning_objective_metric\`) are passed over; an unknown key is refused, with the nearest known one.

What was given holds before a channel's train-args file, that before the preset, and that before the defaults. Of YOLOv5's hyperparameters
(learning rate and optimizer, loss, augmentation) single options hold before a \`hyp\` file, and that stands in the preset's place.`;

function formatGroups(): string[] {
  return Object.entries(optionGroups).map(([group, title]) => {
    const options = Object.entries(optionTable).filter(([, spec]) => spec.group === group);
    const rows = options.map(
      ([name, spec]) => `| \`${name}\` | ${describeValues(spec)} | ${describeDefault(name, spec)} | ${spec.help} |`,
    );
    return [
      `## ${title}`,
      '',
      '| option | takes | default | what it does |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
  });
}

/** What an option takes, in words: for help, docs and messages. */
export function describeValues(spec: OptionSpec): string {
  if (spec.kind === 'flag') return 'true or false';
  if (spec.kind === 'layers') return 'a number of first layers, or a list of layers';
  if (spec.kind === 'text') return spec.choices?.join(', ') ?? 'text';
  return describeRange(spec);
}

function describeDefault(name: string, spec: OptionSpec): string {
  if (Object.hasOwn(hypOptions, name)) return "the preset's";
  return spec.fallback === undefined ? '' : String(spec.fallback);
}

function formatPresets(): string {
  const names = Object.keys(presets) as PresetName[];
  return ['## Presets', presetIntro, ...names.map(formatPreset)].join('\n\n');
}

const presetIntro = `A preset is a set of values. Without \`preset\` and without \`hyp\` it is \`finetune\`, or \`scratch\` where
\`weights\` is \`none\`; the log says which. All of them leave \`epochs\` at 50. Values that are not named are those of YOLOv5's
\`hyp.scratch-low\`.`;

function formatPreset(name: PresetName): string {
  const { purpose, reasons, toHyp, options } = presets[name];
  const rows = Object.entries(reasons).map(([key, reason]) => `- \`${key}\` ${reason}`);
  const unexplained = [...changedHyp(toHyp(50)), ...Object.keys(options)].filter((key) => !(key in reasons));
  if (unexplained.length > 0) throw new Error(`The preset ${name} gives no reason for ${unexplained.join(', ')}.`);
  return [`### ${name}`, '', purpose, ...(rows.length > 0 ? ['', ...rows] : [])].join('\n');
}

function changedHyp(hyp: Readonly<Record<string, number>>): string[] {
  return Object.keys(hyp).filter((key) => hyp[key] !== shippedHyps['hyp.scratch-low']?.[key]);
}

function formatRefused(): string {
  const rows = Object.entries(refusedOptions).map(([name, reason]) => `| \`${name}\` | ${reason} |`);
  return [
    '## Refused',
    '',
    'Options of `yolov5.train` that make no sense here.',
    '',
    '| option | why, and what instead |',
    '| --- | --- |',
    ...rows,
  ].join('\n');
}
