import { runProgram } from '@detectory/terminal';
import { Command } from 'commander';
import { createBuildCommand } from './commands/build.js';
import { createCheckCommand } from './commands/check.js';
import { createExportCommand } from './commands/export.js';
import { createInspectCommand } from './commands/inspect.js';
import { createManifestCommand } from './commands/manifest.js';
import { createReportCommand } from './commands/report.js';
import { version } from './version.js';

/**
 * Runs `detectory-prep` with the process's arguments; gives the exit code: 0 done, 1 input wrong, 2 usage, 130 interrupted.
 * @param onError told the message of what went wrong, beside stderr
 */
export function run(argv: readonly string[], onError?: (message: string) => void): Promise<number> {
  const program = new Command('detectory-prep')
    .description('Turns the labels of a SageMaker Ground Truth bounding-box job into a YOLO dataset.')
    .version(version)
    .addCommand(createInspectCommand())
    .addCommand(createBuildCommand())
    .addCommand(createCheckCommand())
    .addCommand(createReportCommand())
    .addCommand(createExportCommand())
    .addCommand(createManifestCommand())
    .addHelpText('after', '\nStart with:\n  detectory-prep inspect output.manifest');
  return runProgram(program, argv, onError);
}
