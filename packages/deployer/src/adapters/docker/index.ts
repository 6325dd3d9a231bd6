export { createContainerHost } from './create-container-host.js';
export { createDockerEngine, type DockerEngineOptions } from './create-docker-engine.js';
export { readDockerLogin } from './read-docker-login.js';
