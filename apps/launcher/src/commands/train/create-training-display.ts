import { createProgress, type Progress } from '@detectory/terminal';
import type { ProgressEvent } from '@detectory/trainer';
import { describeProgress, formatFile, formatLosses } from './describe-progress.js';
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

/** Live progress of a training on stderr: a bar within each epoch, one line for each that ended, and for what else takes time. */
export function createTrainingDisplay(
  epochs: number,
  write: (text: string) => void = (text) => process.stderr.write(text),
): TrainingDisplay {
  let bar: LabelledBar | undefined;
  let batches = 0;
  let ended: number | undefined;
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
    const text = describeProgress(event, epochs);
    if (text !== undefined) note(text);
    if (event.event === 'epoch') ended = event.epoch;
    else if (event.event === 'batch') {
      batches = event.batches;
      const done = { done: event.batch, total: batches };
      advance(`Epoch ${event.epoch + 1}/${epochs}`, done, 'batches', formatLosses(event.train));
    } else if (event.event === 'validating' && event.epoch === ended)
      advance('Validating the best epoch', { done: event.batch, total: event.batches }, 'batches');
    else if (event.event === 'validating')
      bar?.update(batches, `validating, ${event.batch} of ${event.batches} batches`);
    else if (event.event === 'verdict') {
      if (event.hasChanged) note(formatVerdict(event));
      if (event.shouldStop && !isStopping) note('The training ends after the epoch that is under way.');
      isStopping = event.shouldStop;
    } else if (event.event === 'calibrating') advanceToEnd('Calibrating', event, 'photos');
    else if (event.event === 'evaluating') advanceToEnd(`Measuring ${formatFile(event)}`, event, 'photos');
  };
  return { show, note };
}
