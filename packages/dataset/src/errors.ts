export type DatasetBlame = 'input' | 'config' | 'environment' | 'bug';

/** Whatever keeps labels from becoming a dataset; each message says what, where, what was expected and how to fix it. */
export abstract class DatasetError extends Error {
  abstract readonly code: string;
  abstract readonly blame: DatasetBlame;
}

/** The file is no Ground Truth manifest of bounding boxes. */
export class WrongManifestKindError extends DatasetError {
  override readonly name = 'WrongManifestKindError';
  readonly code = 'DATASET_WRONG_MANIFEST_KIND';
  readonly blame = 'input';
  constructor(
    readonly manifest: string,
    readonly kind: string,
    explanation: string,
  ) {
    super(`${manifest}: ${explanation}`);
  }
}

export class NothingLabelledError extends DatasetError {
  override readonly name = 'NothingLabelledError';
  readonly code = 'DATASET_NOTHING_LABELLED';
  readonly blame = 'input';
}

/** Records are wrong and `--on-bad strict` was asked for. */
export class ProblemsFoundError extends DatasetError {
  override readonly name = 'ProblemsFoundError';
  readonly code = 'DATASET_PROBLEMS_FOUND';
  readonly blame = 'input';
  constructor(
    message: string,
    /** How many, by reason code. */
    readonly counts: Readonly<Partial<Record<string, number>>>,
  ) {
    super(message);
  }
}

export class LabelAttributeNotFoundError extends DatasetError {
  override readonly name = 'LabelAttributeNotFoundError';
  readonly code = 'DATASET_LABEL_ATTRIBUTE_NOT_FOUND';
  readonly blame = 'input';
  constructor(
    readonly attribute: string,
    readonly found: readonly string[],
  ) {
    super(
      `No line has bounding boxes under the attribute "${attribute}". Found: ${found.join(', ') || 'none'}. ` +
        'Name one of these with --label-attribute, or leave the flag out.',
    );
  }
}

/** A class was drawn that the list of classes doesn't hold. */
export class ClassNotInListError extends DatasetError {
  override readonly name = 'ClassNotInListError';
  readonly code = 'DATASET_CLASS_NOT_IN_LIST';
  readonly blame = 'input';
  constructor(
    readonly className: string,
    where: string,
    nearest: string | undefined,
    classList: readonly string[],
  ) {
    super(
      `${where}: the class ${JSON.stringify(className)} is not in the list that --labels gives.` +
        (nearest === undefined
          ? ` It has: ${classList.slice(0, 10).join(', ')}${classList.length > 10 ? ', …' : ''}.`
          : ` The nearest there is ${JSON.stringify(nearest)}.`) +
        ' Add it to the list, or label with the names in it.',
    );
  }
}

/** Source-refs were followed to their store, because no folder of images was named, and the store refused. */
export class ImagesUnreachableError extends DatasetError {
  override readonly name = 'ImagesUnreachableError';
  readonly code = 'DATASET_IMAGES_UNREACHABLE';
  readonly blame = 'environment';
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `${reason}. The images are read from where the manifest names them: pass --images with a folder that holds them, ` +
        'or --copy none for labels alone.',
      options,
    );
  }
}

/** A file or folder of labels in a format other than Ground Truth's, or in none that is read, can't be used as a whole. */
export class UnreadableLabelsError extends DatasetError {
  override readonly name = 'UnreadableLabelsError';
  readonly code = 'DATASET_UNREADABLE_LABELS';
  readonly blame = 'input';
  constructor(
    readonly where: string,
    explanation: string,
    options?: ErrorOptions,
  ) {
    super(`${where}: ${explanation}`, options);
  }
}

/** What should be a built dataset is none, or a damaged one. */
export class UnreadableDatasetError extends DatasetError {
  override readonly name = 'UnreadableDatasetError';
  readonly code = 'DATASET_UNREADABLE_DATASET';
  readonly blame = 'input';
  constructor(
    readonly where: string,
    explanation: string,
    options?: ErrorOptions,
  ) {
    super(`${where}: ${explanation}`, options);
  }
}

/** The list of classes can't be read. */
export class InvalidClassListError extends DatasetError {
  override readonly name = 'InvalidClassListError';
  readonly code = 'DATASET_INVALID_CLASS_LIST';
  readonly blame = 'input';
  constructor(where: string, found: string) {
    super(
      `--labels ${where}: ${found}. Expected Ground Truth's {"labels":[{"label":"drill"},…]}, a JSON array of names, or names with commas between them.`,
    );
  }
}

export class InvalidOptionError extends DatasetError {
  override readonly name = 'InvalidOptionError';
  readonly code = 'DATASET_INVALID_OPTION';
  readonly blame = 'config';
}

/** `--group-by` fits no image. */
export class GroupKeyNotFoundError extends DatasetError {
  override readonly name = 'GroupKeyNotFoundError';
  readonly code = 'DATASET_GROUP_KEY_NOT_FOUND';
  readonly blame = 'input';
  constructor(
    readonly spec: string,
    example: string,
    kind: 'key' | 'prefix' | 'regex',
  ) {
    const where = {
      key: 'line of a labelled image holds it',
      prefix: 'object key has so many folders',
      regex: 'source-ref matches it',
    };
    super(
      `--group-by ${spec}: no ${where[kind]} (the first image: ${example}). ` +
        `Expected ${kind === 'key' ? 'a key that stands in the lines beside source-ref, as key=<name> or key=<name>.<name within>' : 'what at least one image has'}.`,
    );
  }
}

/** The file that `--splits-lock` names is none, or contradicts itself. */
export class InvalidSplitsLockError extends DatasetError {
  override readonly name = 'InvalidSplitsLockError';
  readonly code = 'DATASET_INVALID_SPLITS_LOCK';
  readonly blame = 'input';
  constructor(
    readonly where: string,
    found: string,
  ) {
    super(
      `--splits-lock ${where}: ${found}. Expected the splits.lock.json that an earlier build wrote (format version 1), or the dataset that holds it.`,
    );
  }
}

/** There are too few images for the splits that were asked for. */
export class TooFewImagesError extends DatasetError {
  override readonly name = 'TooFewImagesError';
  readonly code = 'DATASET_TOO_FEW_IMAGES';
  readonly blame = 'input';
}

export class OutputExistsError extends DatasetError {
  override readonly name = 'OutputExistsError';
  readonly code = 'DATASET_OUTPUT_EXISTS';
  readonly blame = 'environment';
  constructor(readonly out: string) {
    super(`${out} exists and is not empty. Choose another --out, or pass --force to replace it as a whole.`);
  }
}

/** Not even the hidden folder beside `out`, or in it, could be made. */
export class OutputUnwritableError extends DatasetError {
  override readonly name = 'OutputUnwritableError';
  readonly code = 'DATASET_OUTPUT_UNWRITABLE';
  readonly blame = 'environment';
  constructor(
    readonly out: string,
    cause: Error,
  ) {
    super(`Nothing can be written to --out ${out}. ${cause.message.replace(/\.?$/, '.')}`, { cause });
  }
}

/** An image is no longer what it was when it was checked. */
export class ImageChangedError extends DatasetError {
  override readonly name = 'ImageChangedError';
  readonly code = 'DATASET_IMAGE_CHANGED';
  readonly blame = 'input';
  constructor(
    readonly uri: string,
    readonly checked: ImageContent,
    readonly found: ImageContent,
  ) {
    super(`${uri} ${describeChange(checked, found)} Run the build again once nothing writes to the images any more.`);
  }
}

/** By what an image's bytes are known; the SHA-256 is left out where their number tells enough. */
export interface ImageContent {
  readonly sizeBytes: number;
  readonly sha256?: string | undefined;
}

function describeChange(checked: ImageContent, found: ImageContent): string {
  if (checked.sizeBytes !== found.sizeBytes)
    return `had ${checked.sizeBytes} bytes when it was checked and has ${found.sizeBytes} now.`;
  const hashes = `SHA-256 ${checked.sha256} when it was checked, ${found.sha256} now`;
  return `still has ${found.sizeBytes} bytes, but other ones (${hashes}).`;
}

/** Shards of this build have shown no sign of life for too long. */
export class ShardsMissingError extends DatasetError {
  override readonly name = 'ShardsMissingError';
  readonly code = 'DATASET_SHARDS_MISSING';
  readonly blame = 'environment';
  constructor(
    /** Counted from 1. */
    readonly missing: readonly number[],
    count: number,
    timeoutMs: number,
    waitedFor: string,
  ) {
    super(
      `Waited for shard${missing.length === 1 ? '' : 's'} ${missing.join(', ')} of ${count} to ${waitedFor}, without a sign of life for ` +
        `${timeoutMs / 1000} s. Start ${missing.length === 1 ? 'it' : 'them'} with the same manifests, options, version and --out ` +
        `(--shard ${missing[0]}/${count}), and this one again: it goes on where it stopped. --shard-timeout sets how long to wait.`,
    );
  }
}

/** Another shard of this build could not do its part, or all of them have ended. */
export class ShardsEndedError extends DatasetError {
  override readonly name = 'ShardsEndedError';
  readonly code = 'DATASET_SHARDS_ENDED';
  readonly blame = 'environment';
}
