export { evaluateModel, type EvaluationRequest, labelAsTrained, type ModelEvaluation } from './evaluate-model.js';
export { type LabelledPhoto, type LabelledPhotos, readLabelledPhotos } from './read-labelled-photos.js';
export { makeRunReport, type RunReportRequest } from './make-run-report.js';
export { readRunRecord } from './read-run-record.js';
export { toPagePhotos } from './to-page-photos.js';
