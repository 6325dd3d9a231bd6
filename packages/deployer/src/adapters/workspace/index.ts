export { buildImage, type ImageBuild } from './build-image.js';
export { findWorkspace } from './find-workspace.js';
export { readPublishedImages, recordPublishedImage } from './published-images.js';
export { readBuiltImage } from './read-built-image.js';
