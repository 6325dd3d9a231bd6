export { evaluateModel, type EvaluationRequest, type ModelEvaluation } from './evaluate-model.js';
export { type LabelledPhoto, readLabelledPhotos } from './read-labelled-photos.js';
