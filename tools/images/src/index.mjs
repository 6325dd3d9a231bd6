export { findDocker } from './docker.mjs';
export { ensureBases } from './ensure-bases.mjs';
export { ensureDebianPackages } from './ensure-debian-packages.mjs';
export { ensureEngine } from './ensure-engine.mjs';
