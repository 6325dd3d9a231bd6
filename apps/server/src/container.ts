import { fileURLToPath } from 'node:url';
import { runCommand } from '@detectory/terminal';
import { run } from './main.js';

/** What runs in processes of its own stands beside this file in the image. */
const besideThis = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/**
 * The serving image's PID 1: `docker run IMAGE serve` serves /opt/ml/model on SageMaker's port, with logs as JSON lines;
 * flags of detectory-serve may follow. Any other command runs as it is.
 */
function main([command = 'serve', ...rest]: readonly string[]): Promise<number> {
  if (command !== 'serve') return runCommand(command, rest);
  return run([process.execPath, 'detectory-serve', '--json', ...rest], {
    workerFile: besideThis('onnx-worker.mjs'),
    hostFile: besideThis('user-code-host.mjs'),
    isContainer: true,
  });
}

// A load that was given up may hold the process; what it left behind goes when the process does.
process.exit(await main(process.argv.slice(2)));
