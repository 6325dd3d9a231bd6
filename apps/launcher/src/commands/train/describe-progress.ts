import { type EpochEvent, type EvaluatingEvent, type ProgressEvent, totalLoss } from '@detectory/trainer';

const stageNotes: Readonly<Record<string, string | undefined>> = {
  checking: 'Checking the options and the dataset',
  training: 'Starting the training program',
  exporting: 'Exporting to ONNX and comparing with the checkpoint',
  evaluating: 'Measuring the export on the validation photos',
};

/** The line that an event is for its reader; `undefined` for one that moves a bar, or says nothing. */
export function describeProgress(event: ProgressEvent, epochs: number): string | undefined {
  switch (event.event) {
    case 'stage':
      return stageNotes[event.stage];
    case 'process':
      // Those of other ranks do the same.
      return event.rank > 0 ? undefined : 'The training program runs: it loads weights, labels and photos';
    case 'start':
      return `Training on ${event.trainImages} photos, validating on ${event.valImages}; ${formatLoaders(event.workers)}`;
    case 'resumed':
      return formatResumed(event);
    case 'epoch':
      return formatEpoch(event, epochs);
    case 'end':
      return event.stopped ? 'The training has ended' : 'The training has ended; its curves and plots are being drawn';
    case 'export':
      return `Exporting ${formatFile({ ...event, precision: 'fp32' })}`;
    case 'quantising':
      return `Making ${formatFile(event)}, ${event.number} of ${event.total}`;
    case 'warning':
    case 'note':
      return event.message;
    default:
      return undefined;
  }
}

export function formatFile({
  precision,
  heightPx,
  widthPx,
}: Pick<EvaluatingEvent, 'precision' | 'heightPx' | 'widthPx'>): string {
  return `${precision} at ${heightPx}x${widthPx}`;
}

function formatResumed({ epoch, epochs, from }: Extract<ProgressEvent, { event: 'resumed' }>): string {
  const done = epoch + 1;
  if (done === epochs) return `All ${done} epochs are done already: what is left is the export of ${from}`;
  return `Going on at epoch ${done + 1} of ${epochs}, from the checkpoint ${from}`;
}

function formatEpoch({ epoch, train, val, best, seconds }: EpochEvent, epochs: number): string {
  const diverged = totalLoss(val) === null ? ', validation loss NaN' : '';
  const figures = `mAP50 ${formatFigure(val.mAP50)}, mAP50-95 ${formatFigure(val.mAP50_95)}`;
  return `Epoch ${epoch + 1}/${epochs}, ${formatLosses(train)}${diverged}, ${figures}, ${seconds.toFixed(0)} s${best ? ', best so far' : ''}`;
}

function formatLoaders(workers: number): string {
  if (workers === 0) return 'the training process loads them itself';
  return workers === 1 ? 'one other process loads them' : `${workers} other processes load them`;
}

const lossNames: Readonly<Record<string, string>> = { obj_loss: 'object', cls_loss: 'class', dfl_loss: 'edges' };

export function formatLosses(losses: EpochEvent['train']): string {
  const parts = Object.entries(losses).map(
    ([name, value]) => `${lossNames[name] ?? name.replace('_loss', '')} ${formatFigure(value)}`,
  );
  return `losses: ${parts.join(', ')}`;
}

function formatFigure(value: number | null): string {
  return value === null ? 'NaN' : value.toFixed(3);
}
