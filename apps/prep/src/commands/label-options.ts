import { type DuplicatePolicy, parseDuplicatePolicy } from '@detectory/dataset';
import { type LabelFormat, parseLabelFormat, readClassList } from '@detectory/dataset/adapters';
import type { Storage } from '@detectory/storage';
import type { Command } from 'commander';

/** Flags that say how manifests are read; `inspect` and `build` share them. */
export interface LabelFlags {
  readonly from?: string;
  readonly labels?: string;
  readonly labelAttribute?: string;
  readonly dropVerified?: string;
  readonly onDuplicate: string;
  readonly images?: string;
  readonly json?: boolean;
}

export function addLabelOptions(command: Command): Command {
  return command
    .argument('<labels...>', 'output manifests, COCO files, data.yaml, or folders that hold one: paths or s3:// URIs')
    .option('--from <format>', 'ground-truth, coco or yolo (default: what the content says)')
    .option('--labels <list>', 'all classes in order: labels.json or data.json of the job, a JSON array, or a,b,c')
    .option(
      '--label-attribute <names>',
      'label attributes in order of preference: a,b (default: the newest of each line)',
    )
    .option(
      '--images <root>',
      'folder or s3:// prefix with the images, as <bucket>/<key>, <key>, or by unique base name',
    )
    .option(
      '--drop-verified <verdicts>',
      'leave out lines that a verification job judged so, as it names its verdicts: bad',
    )
    .option('--on-duplicate <policy>', 'lines that repeat an image: newest, first, merge or error', 'newest')
    .option('--json', 'one JSON document on stdout');
}

export interface ReadingOptions {
  readonly from: LabelFormat | undefined;
  readonly classList: readonly string[] | undefined;
  readonly labelAttributes: readonly string[] | undefined;
  readonly dropVerified: readonly string[] | undefined;
  readonly onDuplicate: DuplicatePolicy;
}

/** @throws InvalidOptionError, InvalidClassListError */
export async function parseLabelFlags(flags: LabelFlags, storage: Storage): Promise<ReadingOptions> {
  const from = flags.from === undefined ? undefined : parseLabelFormat('--from', flags.from);
  const onDuplicate = parseDuplicatePolicy(flags.onDuplicate);
  const classList = flags.labels === undefined ? undefined : await readClassList(storage, flags.labels);
  return {
    from,
    classList,
    labelAttributes: splitNames(flags.labelAttribute),
    dropVerified: splitNames(flags.dropVerified),
    onDuplicate,
  };
}

function splitNames(text: string | undefined): string[] | undefined {
  return text?.split(',').map((name) => name.trim());
}
