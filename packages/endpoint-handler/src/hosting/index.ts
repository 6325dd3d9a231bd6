export { type AdmissionLimits, type AdmissionQueue, createAdmissionQueue } from './admission-queue.js';
export { type ByteBudget, createByteBudget } from './byte-budget.js';
export {
  BodyMemoryError,
  DeadlineExceededError,
  ModelAlreadyLoadedError,
  ModelDiskFullError,
  ModelFixedError,
  ModelMemoryError,
  ModelUnusableError,
  ModelUrlNotFoundError,
  QueueFullError,
} from './errors.js';
export type { LoadedModel, MemoryMeter, ModelLoader } from './model-loader.js';
export {
  createMultiModelHost,
  type ModelEvent,
  type MultiModelHost,
  type MultiModelHostOptions,
} from './multi-model-host.js';
export { createSingleModelHost, type SingleModelHost, type SingleModelHostOptions } from './single-model-host.js';
export { systemTimer, type Timer } from './timer.js';
