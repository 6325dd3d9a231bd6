import { TrainerError } from '../errors.js';

/** A run of this name was killed or has failed, and has checkpoints that a new one might take the place of, or be taken for. */
export class FailedRunKeptError extends TrainerError {
  override readonly name = 'FailedRunKeptError';
  readonly code = 'TRAINER_FAILED_RUN_KEPT';
  readonly blame = 'config';
  constructor(folder: string, name: string, ended: 'failed or was given up' | 'was killed' = 'failed or was given up') {
    super(
      `${folder} holds the checkpoints of a run that ${ended}. Go on from them with --resume --name ${name}; to begin ` +
        'anew, pass another --name, or remove that folder.',
    );
  }
}

/** A run of this name is under way in another terminal. */
export class RunUnderWayError extends TrainerError {
  override readonly name = 'RunUnderWayError';
  readonly code = 'TRAINER_RUN_UNDER_WAY';
  readonly blame = 'config';
  constructor(
    readonly folder: string,
    program: string,
  ) {
    super(
      `A run that becomes ${folder} is under way (${program}). Watch it with \`detectory-launch watch ${folder}\`, stop it with ` +
        '`detectory-launch stop`, or pass another --name.',
    );
  }
}

/** The container engine doesn't say whether a run's container is there, or how it ended. */
export class RunOutOfSightError extends TrainerError {
  override readonly name = 'RunOutOfSightError';
  readonly code = 'TRAINER_RUN_OUT_OF_SIGHT';
  readonly blame = 'environment';
  constructor(
    readonly folder: string,
    cause: unknown,
  ) {
    super(
      `Whether the run ${folder} goes on isn't known: ${(cause as Error).message.replace(/\.?$/, '.')} Once the container engine ` +
        `answers, \`detectory-launch watch ${folder}\` follows the run, or finishes it where it has ended.`,
      { cause },
    );
  }
}

/** What `watch` or `stop` was given is no run. */
export class RunNotFoundError extends TrainerError {
  override readonly name = 'RunNotFoundError';
  readonly code = 'TRAINER_RUN_NOT_FOUND';
  readonly blame = 'input';
  constructor(
    readonly reference: string,
    found = 'no such folder, none under way that becomes it, none that failed',
  ) {
    super(
      `There is no run ${reference}: ${found}. Give the path of a run's folder, such as runs/garden-1, or the name of a ` +
        'SageMaker training job in this account and region.',
    );
  }
}

/** Reasons, each with its fix, why SageMaker would refuse a job, or why it would fail after its start. Nothing was sent. */
export class JobInvalidError extends TrainerError {
  override readonly name = 'JobInvalidError';
  readonly code = 'TRAINER_JOB_INVALID';
  readonly blame = 'config';
  constructor(readonly faults: readonly string[]) {
    super(
      faults.length === 1
        ? `${faults[0]} Nothing was sent.`
        : `The job can't be sent as it is:\n${faults.map((fault) => `- ${fault}`).join('\n')}`,
    );
  }
}

/** AWS said no, in words of ours. */
export class SageMakerRefusedError extends TrainerError {
  override readonly name = 'SageMakerRefusedError';
  readonly code: string;
  readonly blame: 'config' | 'environment';
  constructor(code: string, blame: 'config' | 'environment', message: string) {
    super(message);
    this.code = `TRAINER_AWS_${code}`;
    this.blame = blame;
  }
}

/** A job ended without a model; the log's last lines tell more than the reason. */
export class JobFailedError extends TrainerError {
  override readonly name = 'JobFailedError';
  readonly code = 'TRAINER_JOB_FAILED';
  readonly blame = 'input';
  constructor(
    readonly job: string,
    readonly status: string,
    readonly reason: string,
    readonly lastLines: readonly string[],
  ) {
    const log =
      lastLines.length > 0 ? `\nThe last lines of its log:\n${lastLines.map((line) => `  ${line}`).join('\n')}` : '';
    super(`The job ${job} ${status === 'Stopped' ? 'was stopped before it had a model' : 'failed'}: ${reason}${log}`);
  }
}

/** A job's model can't come to its folder: another run's is there. The model stays where it is. */
export class JobFolderTakenError extends TrainerError {
  override readonly name = 'JobFolderTakenError';
  readonly code = 'TRAINER_JOB_FOLDER_TAKEN';
  readonly blame = 'config';
  constructor(
    readonly folder: string,
    readonly job: string,
    model: string,
  ) {
    super(
      `${folder} is there already and isn't the folder of the job ${job}, whose model is ${model}. Move that folder away and run ` +
        `\`detectory-launch watch ${job}\`, or pass it another --out.`,
    );
  }
}

/** A run on this machine has its model, and could not bring it to S3. The run's folder stays here. */
export class RunNotUploadedError extends TrainerError {
  override readonly name = 'RunNotUploadedError';
  readonly code = 'TRAINER_RUN_NOT_UPLOADED';
  readonly blame = 'environment';
  /** @param copyTo where it may go by hand */
  constructor(
    readonly folder: string,
    target: string,
    { copyTo, cause }: { readonly copyTo: string; readonly cause: unknown },
  ) {
    super(
      `The run's model is made, but the run could not be brought to ${target} (${toReason(cause)}). ` +
        `All of it is still in ${folder}: copy it with \`aws s3 cp --recursive ${folder} ${copyTo}\`, or give that folder to ` +
        '`detectory-launch evaluate`, `export` or `train --continue`.',
      { cause },
    );
  }
}

/** What stood in the way, as a part of another sentence. */
export function toReason(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '');
}

/** A file that Detectory left in a run's folder is no longer what it was. */
export class RunFileDamagedError extends TrainerError {
  override readonly name = 'RunFileDamagedError';
  readonly code = 'TRAINER_RUN_FILE_DAMAGED';
  readonly blame = 'input';
  constructor(
    readonly file: string,
    found: string,
    fix: string,
    options?: ErrorOptions,
  ) {
    super(`${file} is damaged (${found}): expected the JSON object that Detectory wrote there. ${fix}`, options);
  }
}

/** A search of this name was begun with other settings: its trials can't be compared with new ones. */
export class SearchDiffersError extends TrainerError {
  override readonly name = 'SearchDiffersError';
  readonly code = 'TRAINER_SEARCH_DIFFERS';
  readonly blame = 'config';
  constructor(readonly folder: string) {
    super(
      `${folder} holds a search with other data, ranges, seed or options (see search.json there). Pass the same to go on with it, or another --name.`,
    );
  }
}
