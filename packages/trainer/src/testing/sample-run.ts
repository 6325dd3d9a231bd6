import { type EvaluatedPhoto, evaluateDetections, judgePhoto } from '@detectory/inference-core/evaluation';
import type { EvaluationPage } from '@detectory/inference-core/evaluation-page';
import type { EpochEvent } from '../engine/engine-event.js';
import { resolveOptions } from '../options/resolve-options.js';
import { createRunRecorder } from '../report/create-run-recorder.js';
import type { RunPage } from '../report/run-page.js';
import { watchRun } from '../watch/watch-run.js';

/** A name that would do harm if a page took it for markup. */
export const hostileClass = '<img src=x onerror=alert(1)>"&';

const classNames = ['drill', 'saw', hostileClass];

/** An epoch whose training loss falls on; its validation loss falls until `turn` and rises from there. */
export function sampleEpoch(epoch: number, turn = Infinity): EpochEvent {
  const wobble = 0.01 * Math.sin(epoch * 2.3);
  const train = 0.12 * Math.exp(-epoch / 30);
  const val = 0.14 * Math.exp(-Math.min(epoch, turn) / 25) + 0.002 * Math.max(0, epoch - turn);
  const losses = (total: number) => ({ box_loss: total * 0.5, obj_loss: total * 0.35, cls_loss: total * 0.15 });
  const mAP50 = 0.8 * (1 - Math.exp(-epoch / 15)) + wobble;
  return {
    event: 'epoch',
    epoch,
    train: losses(train * (1 + wobble)),
    val: { ...losses(val * (1 + wobble)), precision: mAP50, recall: mAP50 * 0.9, mAP50, mAP50_95: mAP50 * 0.6 },
    best: true,
    seconds: 12,
  };
}

/** A run that was to have 60 epochs: one that over-fits and stops, or one that goes on to its end. */
export function sampleRunPage(kind: 'over-fitting' | 'improving'): RunPage {
  const options = resolveOptions(new Map<string, string | number | boolean>([['epochs', 60]]));
  let nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);
  const recorder = createRunRecorder(() => (nowMs += 1000));
  const watch = watchRun({ epochs: 60, stopsOnOverfit: true, pricePerHour: 1.2, onVerdict: () => undefined });
  for (const stage of ['checking', 'training'] as const) recorder.add({ event: 'stage', stage });
  let last = 0;
  for (let epoch = 0; epoch < 60 && !watch.stop.aborted; epoch++) {
    const event = sampleEpoch(epoch, kind === 'over-fitting' ? 20 : Infinity);
    watch.add(event);
    recorder.add(event);
    last = epoch;
  }
  recorder.add({ event: 'stage', stage: 'exporting' });
  recorder.add({
    event: 'metrics',
    images: 12,
    boxes: 40,
    ...figures,
    classes: classNames.map((name) => ({ name, boxes: 13, ...figures })),
  });
  const facts = {
    name: 'garden-1',
    engine: 'yolov5',
    options,
    dataset: {
      classNames,
      trainPhotos: 48,
      valPhotos: 12,
      valSample: [],
      warning: 'A tenth of the training photos validates.',
    },
  };
  const summary = watch.summary();
  return {
    record: recorder.toRecord(facts, {
      wasStopped: watch.stop.aborted,
      bestEpoch: last + 1,
      ...(summary ? { watch: summary } : {}),
    }),
    ...(kind === 'improving'
      ? { nextCommand: 'detectory-launch train --continue runs/garden-1 --data dataset --epochs 90' }
      : {}),
    evaluation: sampleEvaluation(),
  };
}

const figures = { precision: 0.8, recall: 0.7, mAP50: 0.75, mAP50_95: 0.45 };

// One grey pixel as GIF: no photo is needed to look at a page.
const dataUri = 'data:image/gif;base64,R0lGODlhAQABAIAAAICAgP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==';
const size = { widthPx: 400, heightPx: 300 };

function sampleEvaluation(): EvaluationPage {
  const box = (classIndex: number, xmin: number) => ({ classIndex, xmin, ymin: 40, xmax: xmin + 90, ymax: 150 });
  const photos: EvaluatedPhoto[] = Array.from({ length: 6 }, (_, i) => ({
    truths: [box(0, 20), box(i % 3, 160 + i * 4)],
    detections: [
      { ...box(0, 24), confidence: 0.9 },
      { ...box((i + 1) % 3, 280), confidence: 0.4 },
    ],
  }));
  return {
    data: 'dataset',
    split: 'val',
    models: [{ name: 'runs/garden-1/model.tar.gz', evaluation: evaluateDetections(photos, { classNames }) }],
    photos: photos.map((photo, i) => ({
      name: `images/val/${i}.jpg`,
      ...size,
      picture: { dataUri, ...size },
      judged: [judgePhoto(photo, { confidence: 0.25, iou: 0.45 })],
    })),
  };
}
