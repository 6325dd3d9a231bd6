export { openModel, type OpenModelOptions } from './open-model.js';
