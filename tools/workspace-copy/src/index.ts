export { copyWorkspace, type CopyOptions, type WorkspaceCopy } from './copy-workspace.js';
export { type Ran, runProgram } from './run-program.js';
