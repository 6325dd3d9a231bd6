import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type InputName, type ProcessingInputs, toProcessingArguments } from './to-processing-arguments.js';
import { readShard } from './read-shard.js';

export interface ProcessingOptions {
  /** `node`, the program, and its arguments. */
  readonly argv: readonly string[];
  /** `/opt/ml`, or any folder that stands for it. */
  readonly root?: string | undefined;
  readonly run: (argv: readonly string[], onError?: (message: string) => void) => Promise<number>;
}

/** SageMaker shows so much of it as the job's ExitMessage. */
const messageCharacters = 1024;

/**
 * Runs the command as it is where no Processing job's configuration lies below `root`. Else the job's hosts become shards,
 * the inputs and outputs at their usual places need no flags, and what went wrong stands in `output/message`.
 */
export async function runProcessingJob({ argv, root = '/opt/ml', run }: ProcessingOptions): Promise<number> {
  const config = await readOptional(join(root, 'config', 'resourceconfig.json'));
  if (config === undefined) return run(argv);
  const keepMessage = (message: string): void => void messages.push(message);
  const messages: string[] = [];
  const exitCode = await runAsJob({ argv, root, run: (words) => run(words, keepMessage) }, config).catch(
    (error: unknown) => {
      keepMessage(error instanceof Error ? error.message : String(error));
      process.stderr.write(`error: ${messages.at(-1)}\n`);
      return 1;
    },
  );
  if (exitCode !== 0) await writeMessage(join(root, 'output', 'message'), messages.join('\n'));
  return exitCode;
}

async function runAsJob({ argv, root = '', run }: ProcessingOptions, config: string): Promise<number> {
  const processing = join(root, 'processing');
  const [node = '', program = '', ...words] = argv;
  const shard = readShard(config);
  const inputs = await findInputs(join(processing, 'input'));
  return run([node, program, ...toProcessingArguments(words, { processing, shard, inputs })]);
}

async function findInputs(folder: string): Promise<ProcessingInputs> {
  const list = async (name: InputName): Promise<string[]> => {
    const names = await readdir(join(folder, name)).catch(() => []);
    return names.sort().map((file) => join(folder, name, file));
  };
  return { manifest: await list('manifest'), labels: await list('labels'), images: await list('images') };
}

async function writeMessage(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text.slice(0, messageCharacters));
}

async function readOptional(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
}
