import { fileURLToPath } from 'node:url';
import { runCommand } from '@detectory/terminal';
import { endProcess, takeExitCodeFile } from './commands/end-process.js';
import { exportSmEnvironment } from './commands/export-sm-environment.js';
import { toMlPaths } from './contract/ml-paths.js';

/** Stands beside this file in the image. */
const prepBundle = fileURLToPath(new URL('./prep.mjs', import.meta.url));

/**
 * The training image's commands: what `docker run IMAGE train` starts, and what the local runner starts as a process. Any other
 * command runs as it is. Each is loaded when it is asked for.
 */
async function main([command = 'train', ...rest]: readonly string[]): Promise<number> {
  switch (command) {
    case 'train':
      return (await import('./commands/train-command.js')).trainCommand();
    case 'validate':
      return (await import('./commands/validate-command.js')).validateCommand();
    case 'export':
      return (await import('./commands/export-command.js')).exportCommand();
    case 'evaluate':
      return (await import('./commands/evaluate-command.js')).evaluateCommand(rest);
    case 'check-hosts':
      return (await import('./commands/check-hosts-command.js')).checkHostsCommand();
    case 'fetch-weights':
      return (await import('./commands/fetch-weights-command.js')).fetchWeightsCommand(rest);
    case 'prepare':
      return runCommand(process.execPath, [prepBundle, ...rest]);
    default:
      // Scripts of one's own read SageMaker's variables; commands of no job have none to set.
      await exportSmEnvironment(toMlPaths(process.env['DETECTORY_ML_ROOT'])).catch(() => undefined);
      return runCommand(command, rest);
  }
}

takeExitCodeFile();
// Not `exitCode`: work that a stop has given up would keep the process alive.
endProcess(await main(process.argv.slice(2)));
