import type { CocoFigures, Evaluation, Yolov5Figures } from '@detectory/inference-core/evaluation';

interface NamedEvaluation {
  readonly name: string;
  readonly evaluation: Evaluation;
}

export interface EvaluationSummaryOptions {
  readonly models: readonly [NamedEvaluation] | readonly [NamedEvaluation, NamedEvaluation];
  readonly data: string;
  readonly split: string;
  /** Where the page was written. */
  readonly page?: string | undefined;
}

/** What `--json` prints: the first model's figures; with a second its figures and what changed below `compare`. */
export function summariseEvaluation({ models, data, split, page }: EvaluationSummaryOptions): object {
  const [first, second] = models;
  return {
    data,
    split,
    ...summariseModel(first),
    ...(second ? { compare: { ...summariseModel(second), delta: subtract(first, second) } } : {}),
    ...(page === undefined ? {} : { page }),
  };
}

function summariseModel({ name, evaluation }: NamedEvaluation): object {
  const { yolov5, coco, classNames, confusion, confidence, iou, photos, boxes } = evaluation;
  return {
    model: name,
    images: photos,
    boxes,
    ...pickFigures(yolov5),
    bestConfidence: yolov5.bestConfidence,
    classes: yolov5.classes.map((one) => ({
      name: classNames[one.classIndex],
      boxes: one.boxes,
      ...pickFigures(one),
      coco: pickCoco(coco.classes[one.classIndex]),
    })),
    coco: { maxDetections: coco.maxDetections, ...pickCoco(coco) },
    confusion: { confidence, iou, names: [...classNames, 'background'], saidByDrawn: confusion },
  };
}

function pickFigures({ precision, recall, f1, mAP50, mAP75, mAP50_95 }: Yolov5Figures): Yolov5Figures {
  return { precision, recall, f1, mAP50, mAP75, mAP50_95 };
}

const cocoNames = [
  'mAP50_95',
  'mAP50',
  'mAP75',
  'mAPSmall',
  'mAPMedium',
  'mAPLarge',
  'recall1',
  'recall10',
  'recallMax',
  'recallSmall',
  'recallMedium',
  'recallLarge',
] as const;

/** `null` where there is nothing to find: JSON has no `undefined`. */
function pickCoco(figures: CocoFigures | undefined): Record<string, number | null> {
  return Object.fromEntries(cocoNames.map((name) => [name, figures?.[name] ?? null]));
}

function subtract(first: NamedEvaluation, second: NamedEvaluation): Record<string, number> {
  const [before, after] = [first, second].map(({ evaluation }) => pickFigures(evaluation.yolov5));
  return Object.fromEntries(
    (['precision', 'recall', 'f1', 'mAP50', 'mAP75', 'mAP50_95'] as const).map((name) => [
      name,
      (after?.[name] ?? 0) - (before?.[name] ?? 0),
    ]),
  );
}
