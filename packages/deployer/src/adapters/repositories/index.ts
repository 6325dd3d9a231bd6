export { findRepository, openRepository } from './open-repository.js';
