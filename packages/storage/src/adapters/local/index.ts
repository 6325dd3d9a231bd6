export { createLocalStorage } from './create-local-storage.js';
export { createTemporaryPath } from './create-temporary-path.js';
export { makeFolder } from './make-folder.js';
