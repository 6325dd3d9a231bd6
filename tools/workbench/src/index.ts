export { drawWorkbench, type WorkbenchOptions } from './draw-workbench.js';
export { OutputFolderTakenError, WorkbenchError, WorkbenchOptionError } from './errors.js';
export type { WorkbenchSummary } from './summarize.js';
export { TOOL_CLASSES, type ToolClass } from './tools/tool-catalogue.js';
