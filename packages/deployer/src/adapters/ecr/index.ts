export { createEcrClient, type EcrClientOptions } from './create-ecr-client.js';
export { createEcrRegistry } from './create-ecr-registry.js';
export { ensureRepository, type EnsuredRepository } from './ensure-repository.js';
export { findEcrRepository, openEcr } from './open-ecr-repository.js';
