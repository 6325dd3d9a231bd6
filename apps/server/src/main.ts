import { Command } from 'commander';
import { runProgram } from '@detectory/terminal';
import { createSharedInference, type SharedInference } from './models/shared-inference.js';
import type { ServeRuntime } from './serve.js';
import { createSettingOptions, type FlagValues, readSettings } from './settings/read-settings.js';
import type { Settings } from './settings/settings.js';

const examples = `
Examples:
  detectory-serve --model runs/workbench/model.tar.gz
  detectory-serve --model yolov5n.onnx --port 9000
  detectory-serve --models runs/models
  curl -F "body=@photo.jpg" http://127.0.0.1:8080/invocations
  curl --data-binary @photo.jpg http://127.0.0.1:8080/invocations`;

/** The command line of the server; answers the exit code once the server has stopped. */
export function run(argv: readonly string[], runtime: ServeRuntime = {}): Promise<number> {
  const program = new Command('detectory-serve')
    .description('Serves an object detector over HTTP, as SageMaker expects it: GET /ping, POST /invocations.')
    .addHelpText('after', examples)
    .action(async (flags: FlagValues) => {
      const settings = readSettings(flags);
      const inference = startInference(settings, runtime);
      // The workers start while the server's own code, half of the time to the first answer, is loaded.
      const { serve } = await import('./serve.js');
      await serve(settings, runtime, inference);
    });
  for (const option of createSettingOptions()) program.addOption(option);
  return runProgram(program, argv);
}

function startInference({ workers, threads, models }: Settings, { workerFile }: ServeRuntime): SharedInference {
  return createSharedInference({
    workers,
    // The only model stays; many come and go.
    freedMemory: models === undefined ? 'reuse' : 'give-back',
    ...(threads !== undefined && { threadsPerWorker: threads }),
    ...(workerFile !== undefined && { workerFile }),
  });
}
