import type { Evaluation } from '@detectory/inference-core/evaluation';

export interface EvaluationPlace {
  readonly model: string;
  readonly data: string;
  readonly split: string;
}

/** Figures by YOLOv5's own count, over all classes and by class, as evaluation.json holds them. */
export interface EvaluationRecord extends EvaluationPlace, Figures {
  readonly images: number;
  readonly boxes: number;
  readonly classes: readonly (Figures & { readonly name: string; readonly boxes: number })[];
}

interface Figures {
  readonly precision: number;
  readonly recall: number;
  readonly mAP50: number;
  readonly mAP50_95: number;
}

export function toEvaluationRecord(evaluation: Evaluation, place: EvaluationPlace): EvaluationRecord {
  const { yolov5, classNames, photos, boxes } = evaluation;
  return {
    ...place,
    images: photos,
    boxes,
    ...pick(yolov5),
    classes: yolov5.classes.map((one) => ({ name: classNames[one.classIndex] ?? '', boxes: one.boxes, ...pick(one) })),
  };
}

function pick({ precision, recall, mAP50, mAP50_95 }: Figures): Figures {
  return { precision: round(precision), recall: round(recall), mAP50: round(mAP50), mAP50_95: round(mAP50_95) };
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}
