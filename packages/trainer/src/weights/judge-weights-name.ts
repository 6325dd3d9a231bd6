import type { CheckpointFault } from './judge-checkpoint.js';
import { isOfUltralytics, isOfYolov5 } from './known-weights.js';

const kinds: Readonly<Record<string, string>> = {
  seg: 'a segmentation model',
  cls: 'a classification model',
  pose: 'a pose model',
  obb: 'a model of oriented boxes',
};

/**
 * What is known of published weights by their name, before they are downloaded. Other names say nothing: whose weights they
 * are may call them as they like.
 * @param engine that is to train them; left out where both are welcome
 */
export function judgeWeightsName(name: string, engine?: string): CheckpointFault {
  const [, size, kind = ''] = /^(yolo(?:v\d+|\d+)[a-z]\d?u?)-(seg|cls|pose|obb)\.pt$/.exec(name) ?? [];
  if (size !== undefined) return `the name is that of ${kinds[kind]}; give a detection checkpoint: ${size}.pt`;
  if (engine === 'yolov5' && isOfUltralytics(name))
    return 'the name is that of a checkpoint of Ultralytics; add --engine ultralytics, or give one of YOLOv5, such as yolov5s.pt';
  if (engine === 'ultralytics' && isOfYolov5(name))
    return 'the name is that of a checkpoint of YOLOv5; leave --engine out, or give one of Ultralytics, such as yolov8n.pt or yolo11n.pt';
  return undefined;
}
