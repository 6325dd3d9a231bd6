export { type Blame, type DiagnosedError, isDiagnosedError, ReportedFailure, UsageError } from './errors.js';
export { exitCodes, toExitCode } from './exit-code.js';
export { createProgress, type Progress, type ProgressOptions, type ProgressOutput } from './create-progress.js';
export { formatBar } from './format-bar.js';
export { formatDuration, formatSize } from './format-quantity.js';
export { formatTable, type TableOptions } from './format-table.js';
export { printJson, printLine } from './print.js';
export { runProgram } from './run-program.js';
export { runCommand } from './run-command.js';
