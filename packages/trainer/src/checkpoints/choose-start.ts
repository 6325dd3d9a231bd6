import { CheckpointMismatchError, NothingToResumeError } from '../errors.js';
import type { TrainOptions } from '../options/resolve-options.js';
import type { CheckpointState } from './checkpoint-state.js';

/** A checkpoint as it lies in its folder. */
export interface FoundCheckpoint {
  readonly folder: string;
  /** Undefined where it is damaged. */
  readonly state: CheckpointState | undefined;
  /** What is wrong with it. */
  readonly damage?: string;
}

export type TrainingStart =
  | { readonly kind: 'fresh'; readonly notes: readonly string[] }
  | {
      readonly kind: 'resume';
      readonly folder: string;
      readonly state: CheckpointState;
      readonly notes: readonly string[];
    }
  /** All epochs are done: what is left is to export the best. */
  | {
      readonly kind: 'finished';
      readonly folder: string;
      readonly state: CheckpointState;
      readonly notes: readonly string[];
    };

export interface StartFacts {
  /** Where the checkpoints lie, for messages. */
  readonly place: string;
  readonly found: readonly FoundCheckpoint[];
  readonly engine: string;
  readonly options: TrainOptions;
  readonly datasetSha256: string;
  readonly classNames: readonly string[];
  /** The seed by which validation photos were split off the training photos, where they were. */
  readonly validationSeed?: number | undefined;
  /** False starts afresh over what other jobs left. */
  readonly resume?: boolean | undefined;
  /** The name of the job that starts, where it has one. */
  readonly job?: string | undefined;
  /** A finished run is to be trained longer, so it must not be over. */
  readonly mustGoOn?: boolean;
}

/**
 * Where training starts: at the newest whole checkpoint, at the one before when that is damaged, else afresh.
 * @throws CheckpointMismatchError when the checkpoint is of other data or another network
 * @throws NothingToResumeError when a run is to be continued and there is nothing to go on from, or nowhere to go
 */
export function chooseStart(facts: StartFacts): TrainingStart {
  const { found, resume, place } = facts;
  const usable = listUsable(found, facts);
  if (resume === false && usable.length === 0)
    return { kind: 'fresh', notes: found.length > 0 ? [`Checkpoints in ${place} are ignored: resume is false.`] : [] };
  const notes = found.filter(({ state }) => !state).map(({ folder, damage }) => `${folder} is unusable: ${damage}.`);
  const whole = usable.flatMap(({ folder, state }) => (state ? [{ folder, state }] : []));
  const [newest] = whole.sort((a, b) => b.state.epoch - a.state.epoch);
  if (newest) return startFrom(newest, notes, facts);
  if (facts.mustGoOn)
    throw new NothingToResumeError(
      [`There is no usable checkpoint in ${place}.`, ...notes, 'Pass the folder of a run that Detectory trained.'].join(
        ' ',
      ),
    );
  const isLost = notes.length > 0;
  return { kind: 'fresh', notes: isLost ? [...notes, 'No checkpoint is usable, so training starts afresh.'] : [] };
}

/**
 * The checkpoints that count: all, or with `resume` false the job's own. SageMaker starts an interrupted spot job again with `resume`
 * as it was: what the job itself has done is not to be lost.
 */
export function listUsable(
  found: readonly FoundCheckpoint[],
  { resume, job }: Pick<StartFacts, 'resume' | 'job'>,
): readonly FoundCheckpoint[] {
  return resume === false ? found.filter(({ state }) => job !== undefined && state?.job === job) : found;
}

function startFrom(
  { folder, state }: { readonly folder: string; readonly state: CheckpointState },
  notes: readonly string[],
  facts: StartFacts,
): TrainingStart {
  assertSameTask(state, facts);
  assertSameValidation(state, facts);
  const { epochs } = facts.options;
  const done = state.epoch + 1;
  if (epochs <= done && facts.mustGoOn)
    throw new NothingToResumeError(
      `${facts.place} has been trained for ${done} epochs already and epochs is ${epochs}. Pass --epochs with more than ${done}.`,
    );
  // A run that ended early (patience, over-fitting) is over too, unless someone wants it to go on.
  const isOver = state.ended?.how === 'finished' && epochs <= state.options.epochs && !facts.mustGoOn;
  if (epochs <= done || isOver)
    return { kind: 'finished', folder, state, notes: [...notes, `All ${done} epochs are done: exporting the best.`] };
  const note = `${describeEnd(state)} Training goes on at epoch ${done + 1} of ${epochs}, from ${folder}.`;
  return { kind: 'resume', folder, state, notes: [...notes, note, ...describeChanges(state.options, facts.options)] };
}

function describeEnd({ epoch, ended }: CheckpointState): string {
  if (ended?.how === 'finished') return `The run of ${epoch + 1} epochs is trained longer.`;
  if (ended?.how === 'failed') return `Restarted after a failure (${ended.reason}).`;
  if (ended?.how === 'stopped')
    return 'Restarted after a stop (SIGTERM: StopTrainingJob, the time limit, or a spot interruption).';
  return 'Restarted after an end without warning (killed, or the machine went away).';
}

function assertSameTask(
  state: CheckpointState,
  { place, engine, options, datasetSha256, classNames, mustGoOn }: StartFacts,
): void {
  const differences = [
    ...(state.engine === engine ? [] : [`engine ${state.engine}, now ${engine}`]),
    ...(state.classNames.join('\n') === classNames.join('\n')
      ? []
      : [`classes ${state.classNames.join(', ')}, now ${classNames.join(', ')}`]),
    ...(state.datasetSha256 === datasetSha256 ? [] : ['another dataset']),
    ...(['cfg', 'optimizer', 'single-cls'] as const)
      .filter((name) => toName(state.options[name]) !== toName(options[name]))
      .map((name) => `${name} ${state.options[name] ?? 'unset'}, now ${options[name] ?? 'unset'}`),
  ];
  if (differences.length > 0)
    throw new CheckpointMismatchError(
      `The checkpoints in ${place} are of another training (${differences.join('; ')}). Pass what they were trained with; ` +
        (mustGoOn
          ? 'or pass their best.pt as --weights, and leave --continue (of a job: continue-from) out, to train it on the new data.'
          : `or ${startAfresh}; or pass their best.pt as --weights to train it on the new data.`),
    );
}

/** The launcher has no flag for `resume`: its --resume names the run that goes on. */
const startAfresh =
  'start afresh (detectory-launch: another --name without --resume; a job: resume=false, or a checkpoint folder of its own)';

/** By another seed nine of ten validation photos would be such that the checkpoint was trained on. */
function assertSameValidation(
  { options: { seed } }: CheckpointState,
  { place, validationSeed, mustGoOn }: StartFacts,
): void {
  if (validationSeed === undefined || validationSeed === seed) return;
  throw new CheckpointMismatchError(
    `The dataset has no validation photos of its own, so seed chose them, and the checkpoints in ${place} are of seed ${seed}: ` +
      `seed ${validationSeed} chooses others, which they were trained on, and every figure would flatter. ` +
      `Pass seed ${seed}${mustGoOn ? '' : `; or ${startAfresh}`}.`,
  );
}

/**
 * A file may have moved since, or have been named without its suffix, and a flag that is off may be unset. Runs on this machine
 * once called a file of their caller's `config/cfg-<name>`.
 */
function toName(value: string | boolean | undefined): string {
  return String(value || undefined).replace(/.*\/config\/cfg-|.*\/|\.yaml$/g, '');
}

function describeChanges(before: TrainOptions, now: TrainOptions): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])] as (keyof TrainOptions)[];
  const changed = names.filter(
    (name) => !quiet.has(name) && JSON.stringify(before[name]) !== JSON.stringify(now[name]),
  );
  return changed.map((name) => `${name} was ${String(before[name])} and is now ${String(now[name])}.`);
}

/** How a run is started, where its weights came from and its files lie, says nothing of the training that goes on. */
const quiet: ReadonlySet<string> = new Set(['resume', 'continue-from', 'weights', 'hyp', 'cfg']);
