export { type ArchiveLimits, outputArchiveLimits } from './archive-guard.js';
export { type ExtractedArchive, extractArchive, type ExtractOptions } from './extract-archive.js';
export { openModel, type OpenModelOptions } from './open-model.js';
export { toStorageError } from './storage-fault.js';
