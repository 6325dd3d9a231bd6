import { runProgram } from '@detectory/terminal';
import { Command } from 'commander';
import { createEvaluateCommand } from './commands/evaluate.js';
import { createExportCommand } from './commands/export.js';
import { createImagesCommand } from './commands/images.js';
import { createImportCommand } from './commands/import.js';
import { createInvokeCommand } from './commands/invoke.js';
import { createStopCommand } from './commands/stop.js';
import { createTrainCommand } from './commands/train.js';
import { createTuneCommand } from './commands/tune.js';
import { createWatchCommand } from './commands/watch.js';

/** The command line that trains, imports, evaluates and invokes; answers the exit code. */
export function run(argv: readonly string[]): Promise<number> {
  const program = new Command('detectory-launch')
    .description('Trains object detectors, turns checkpoints into served models, and calls endpoints.')
    .addCommand(createTrainCommand())
    .addCommand(createWatchCommand())
    .addCommand(createStopCommand())
    .addCommand(createTuneCommand())
    .addCommand(createImportCommand())
    .addCommand(createExportCommand())
    .addCommand(createEvaluateCommand())
    .addCommand(createInvokeCommand())
    .addCommand(createImagesCommand());
  return runProgram(program, argv);
}
