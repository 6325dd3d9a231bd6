export { evaluationStyle } from './evaluation-style.js';
export { formatDelta, formatFigure } from './format-figure.js';
export type { EvaluationPage, PageModel, PagePhoto } from './evaluation-page.js';
export { renderEvaluationPage } from './render-evaluation-page.js';
export { curvesSection } from './sections/curves.js';
export { photoId, photosSection } from './sections/photos.js';
