import { createProgress, type Progress } from '@detectory/terminal';
import { type EpochEvent, type EvaluatingEvent, type ProgressEvent, totalLoss } from '@detectory/trainer';
import { formatVerdict } from './format-verdict.js';

export interface TrainingDisplay {
  show(event: ProgressEvent): void;
  note(text: string): void;
}

interface LabelledBar extends Progress {
  readonly label: string;
}

interface Done {
  readonly done: number;
  readonly total: number;
}

/** Live progress of a training on stderr: a bar within each epoch, one line for each epoch that ended. */
export function createTrainingDisplay(
  epochs: number,
  write: (text: string) => void = (text) => process.stderr.write(text),
): TrainingDisplay {
  let bar: LabelledBar | undefined;
  let batches = 0;
  let isStopping = false;
  const advance = (label: string, { done, total }: Done, unit: string, about?: string): void => {
    // What comes after another label is other work: its time left is its own.
    if (bar?.label !== label) bar = { label, ...createProgress({ label, total, unit }) };
    bar.update(done, about);
  };
  /** The same for work that no line follows. */
  const advanceToEnd = (label: string, done: Done, unit: string): void => {
    advance(label, done, unit);
    if (done.done < done.total) return;
    bar?.finish();
    bar = undefined;
  };
  const note = (text: string) => {
    bar = undefined;
    write(`${process.stderr.isTTY ? '\r\u001b[K' : ''}${text}\n`);
  };
  const show = (event: ProgressEvent): void => {
    if (event.event === 'start')
      note(
        `Training on ${event.trainImages} photos, validating on ${event.valImages}; ${formatLoaders(event.workers)}`,
      );
    else if (event.event === 'resumed') note(formatResumed(event));
    else if (event.event === 'batch') {
      batches = event.batches;
      const done = { done: event.batch, total: batches };
      advance(`Epoch ${event.epoch + 1}/${epochs}`, done, 'batches', formatLosses(event.train));
    } else if (event.event === 'validating')
      bar?.update(batches, `validating, ${event.batch} of ${event.batches} batches`);
    else if (event.event === 'epoch') note(formatEpoch(event, epochs));
    else if (event.event === 'verdict') {
      if (event.hasChanged) note(formatVerdict(event));
      if (event.shouldStop && !isStopping) note('The training ends after the epoch that is under way.');
      isStopping = event.shouldStop;
    } else if (event.event === 'stage' && stageNotes[event.stage]) note(stageNotes[event.stage] ?? '');
    else if (event.event === 'evaluating') advanceToEnd(`Measuring ${formatFile(event)}`, event, 'photos');
    else if (event.event === 'warning') note(event.message);
  };
  return { show, note };
}

function formatResumed({ epoch, epochs, from }: Extract<ProgressEvent, { event: 'resumed' }>): string {
  const done = epoch + 1;
  if (done === epochs) return `All ${done} epochs are done already: what is left is the export of ${from}`;
  return `Going on at epoch ${done + 1} of ${epochs}, from the checkpoint ${from}`;
}

const stageNotes: Readonly<Record<string, string | undefined>> = {
  checking: 'Checking the options and the dataset',
  training: 'Starting the training program',
  exporting: 'Exporting to ONNX and comparing with the checkpoint',
  evaluating: 'Measuring the export on the validation photos',
};

export function formatEpoch({ epoch, train, val, best, seconds }: EpochEvent, epochs: number): string {
  const diverged = totalLoss(val) === null ? ', validation loss NaN' : '';
  const figures = `mAP50 ${formatFigure(val.mAP50)}, mAP50-95 ${formatFigure(val.mAP50_95)}`;
  return `Epoch ${epoch + 1}/${epochs}, ${formatLosses(train)}${diverged}, ${figures}, ${seconds.toFixed(0)} s${best ? ', best so far' : ''}`;
}

function formatFile({ precision, heightPx, widthPx }: Pick<EvaluatingEvent, 'precision' | 'heightPx' | 'widthPx'>) {
  return `${precision} at ${heightPx}x${widthPx}`;
}

function formatLoaders(workers: number): string {
  if (workers === 0) return 'the training process loads them itself';
  return workers === 1 ? 'one other process loads them' : `${workers} other processes load them`;
}

const lossNames: Readonly<Record<string, string>> = { obj_loss: 'object', cls_loss: 'class', dfl_loss: 'edges' };

function formatLosses(losses: EpochEvent['train']): string {
  const parts = Object.entries(losses).map(
    ([name, value]) => `${lossNames[name] ?? name.replace('_loss', '')} ${formatFigure(value)}`,
  );
  return `losses: ${parts.join(', ')}`;
}

function formatFigure(value: number | null): string {
  return value === null ? 'NaN' : value.toFixed(3);
}
