export { createHttpRegistry, type HttpRegistryOptions } from './create-http-registry.js';
export { openPlainRepository } from './open-plain-repository.js';
