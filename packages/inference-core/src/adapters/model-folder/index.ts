export { type ExtractedArchive, extractArchive } from './extract-archive.js';
export { openModel, type OpenModelOptions } from './open-model.js';
export { toStorageError } from './storage-fault.js';
