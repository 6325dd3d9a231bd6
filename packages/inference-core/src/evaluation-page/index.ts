export { formatDelta, formatFigure } from './format-figure.js';
export type { EvaluationPage, PageModel, PagePhoto } from './evaluation-page.js';
export { renderEvaluationPage } from './render-evaluation-page.js';
