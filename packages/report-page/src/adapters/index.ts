export { takePicture } from './take-picture.js';
