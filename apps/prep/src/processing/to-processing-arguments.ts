import { InvalidOptionError } from '@detectory/dataset';
import type { Shard } from '@detectory/dataset/adapters';

/** The inputs of a job that need no flag, by their names below `processing/input`. */
export type InputName = 'manifest' | 'labels' | 'images';

/** The files of each input, by path. */
export type ProcessingInputs = Readonly<Record<InputName, readonly string[]>>;

export interface ProcessingPlace {
  /** `/opt/ml/processing` */
  readonly processing: string;
  readonly shard: Shard;
  readonly inputs: ProcessingInputs;
}

/**
 * `build`'s arguments as they are, with what the job's layout says where they are silent: manifests, --labels, --images,
 * --out and --shard. Other commands stay as they are.
 * @throws InvalidOptionError when several hosts would each write to a folder of their own
 */
export function toProcessingArguments(words: readonly string[], place: ProcessingPlace): string[] {
  const [command, ...rest] = words;
  if (command !== 'build' || rest.includes('--help')) return [...words];
  const { processing, shard, inputs } = place;
  const out = valueOf(rest, '--out') ?? `${processing}/output`;
  if (shard.count > 1 && isBelow(out, processing))
    throw new InvalidOptionError(
      `--out ${out} lies on one of ${shard.count} instances, which share no disk: give an s3:// prefix, or a folder on a file system that all of them mount.`,
    );
  const [labels, ...otherLabels] = inputs.labels;
  return [
    'build',
    ...(hasManifest(rest) ? [] : inputs.manifest),
    ...rest,
    ...orElse(rest, '--out', out),
    ...(labels !== undefined && otherLabels.length === 0 ? orElse(rest, '--labels', labels) : []),
    ...(inputs.images.length > 0 ? orElse(rest, '--images', `${processing}/input/images`) : []),
    ...(shard.count > 1 ? orElse(rest, '--shard', `${shard.index + 1}/${shard.count}`) : []),
  ];
}

/** Manifests come first on the command line of a job, before any flag. */
function hasManifest([first]: readonly string[]): boolean {
  return first !== undefined && !first.startsWith('-');
}

function orElse(words: readonly string[], flag: string, value: string): string[] {
  return valueOf(words, flag) === undefined ? [flag, value] : [];
}

function valueOf(words: readonly string[], flag: string): string | undefined {
  const at = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  if (at < 0) return undefined;
  return words[at] === flag ? words[at + 1] : words[at]?.slice(flag.length + 1);
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
