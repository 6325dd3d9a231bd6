export { createProcessRunner } from './create-process-runner.js';
export { createYolov5Engine } from './create-yolov5-engine.js';
export { findPython, type PythonSetup } from './find-python.js';
export { importCheckpoint, type ImportRequest } from './import-checkpoint.js';
export { type ReadDataset, readDataset, type ReadDatasetOptions } from './read-dataset.js';
export { resolveWeights, type WeightsLookup } from './resolve-weights.js';
