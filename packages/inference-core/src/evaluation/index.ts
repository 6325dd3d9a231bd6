export { type ConfusionOptions, countConfusion } from './count-confusion.js';
export { type CocoEvaluation, type CocoFigures, type CocoOptions, evaluateCoco } from './evaluate-coco.js';
export { evaluateDetections, type Evaluation, type EvaluationOptions } from './evaluate-detections.js';
export {
  evaluateYolov5,
  type Yolov5ClassEvaluation,
  type Yolov5Curves,
  type Yolov5Evaluation,
  type Yolov5Figures,
} from './evaluate-yolov5.js';
export { type EvaluatedPhoto, iouThresholds, type TruthBox } from './evaluated-photo.js';
export { type JudgedPhoto, type JudgeOptions, judgePhoto } from './judge-photo.js';
export { type RankedPhoto, rankPhotos } from './rank-photos.js';
