import { Command, InvalidArgumentError, Option } from 'commander';
import { runProgram } from '@detectory/terminal';
import { type ServeFlags, type ServeRuntime, serve } from './serve.js';

const examples = `
Examples:
  detectory-serve --model runs/workbench/model.tar.gz
  detectory-serve --model yolov5n.onnx --port 9000
  curl -F "body=@photo.jpg" http://127.0.0.1:8080/invocations
  curl --data-binary @photo.jpg http://127.0.0.1:8080/invocations`;

/** The command line of the server; answers the exit code once the server has stopped. */
export function run(argv: readonly string[], runtime: ServeRuntime = {}): Promise<number> {
  const program = new Command('detectory-serve')
    .description('Serves an object detector over HTTP, as SageMaker expects it: GET /ping, POST /invocations.')
    .option('--model <path>', 'a model folder, model.tar.gz, bare .onnx or s3:// URI of one', '/opt/ml/model')
    .addOption(new Option('--port <n>', 'port to listen on; 0 picks a free one').argParser(parsePort).default(8080))
    .option('--host <address>', 'address to listen on', '0.0.0.0')
    .addOption(
      new Option('--workers <n>', 'inference threads, each with its own session').argParser(parseCount).default(1),
    )
    .addOption(
      new Option('--threads <n>', 'threads of ONNX Runtime in each session (default: cores / workers)').argParser(
        parseCount,
      ),
    )
    .option('--json', 'log as JSON lines instead of text')
    .addHelpText('after', examples)
    .action((flags: ServeFlags) => serve(flags, runtime));
  return runProgram(program, argv);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('Expected a number from 0 to 65535.');
  return port;
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 256)
    throw new InvalidArgumentError('Expected a number from 1 to 256.');
  return count;
}
