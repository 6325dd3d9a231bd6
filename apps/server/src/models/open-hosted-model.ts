import { type OpenedModel, WorkerEndedError } from '@detectory/inference-core';
import { openModel } from '@detectory/inference-core/model-folder';
import { createDetector } from '@detectory/inference-core/onnx';
import type { LoadedModel } from '@detectory/endpoint-handler/hosting';
import { fetchModel } from './fetch-model.js';
import { type ModelCodeOptions, openModelCode } from './open-model-code.js';
import type { ScratchFolder } from './scratch-folder.js';
import type { SharedInference } from './shared-inference.js';
import { toEndpointModel } from './to-endpoint-model.js';
import { verifyModelFiles } from './verify-model-files.js';

export interface OpenHostedModelOptions extends ModelCodeOptions {
  readonly scratch: ScratchFolder;
  /** The workers that run the model. */
  readonly inference: SharedInference;
  /** Whether files are compared with the sha256 in model.json. */
  readonly verify: boolean;
  readonly userCode: 'on' | 'off';
}

/**
 * Brings a model into memory: from a folder, an archive, a bare `.onnx` or s3://. It is warm when this settles.
 * @throws StorageError, ModelNotFoundError, ModelInvalidError, InferenceWorkerError
 */
export async function openHostedModel(location: string, options: OpenHostedModelOptions): Promise<LoadedModel> {
  const undo: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const fetched = await fetchModel(location, options.scratch);
    undo.push(fetched.remove);
    const opened = await openFetched(fetched.path, options.scratch);
    undo.push(() => opened.close());
    if (options.verify) await verifyModelFiles(opened, location);
    return { ...(await start(opened, withoutForeignCode(location, options), undo)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openFetched(path: string, scratch: ScratchFolder): Promise<OpenedModel> {
  const isArchive = /\.(tar\.gz|tgz)$/i.test(path);
  return openModel(path, isArchive ? { temporaryFolder: await scratch.create() } : {});
}

async function start(
  opened: OpenedModel,
  options: OpenHostedModelOptions,
  undo: (() => Promise<unknown>)[],
): Promise<Pick<LoadedModel, 'model'>> {
  const { inference, userCode } = options;
  const host = await inference.host();
  // A model that can't run is at fault itself; one whose worker ends may be the next that finds no worker.
  const detector = await inference.watch(createDetector(opened, { host, warmUp: true }), isWorkerEnd);
  undo.push(() => detector.close());
  const model = toEndpointModel(detector, inference);
  const code = userCode === 'on' ? await openModelCode(opened, model, options) : undefined;
  if (code) undo.push(() => code.close());
  return { model: code ? { ...model, hooks: code.hooks } : model };
}

function isWorkerEnd(error: unknown): boolean {
  return error instanceof WorkerEndedError;
}

/** A bare file is a model by itself: a `code` folder that happens to stand beside it was not made for it. */
function withoutForeignCode(location: string, options: OpenHostedModelOptions): OpenHostedModelOptions {
  return /\.onnx$/i.test(location) ? { ...options, userCode: 'off' } : options;
}
