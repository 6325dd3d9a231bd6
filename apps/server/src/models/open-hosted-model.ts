import type { OpenedModel } from '@detectory/inference-core';
import { openModel } from '@detectory/inference-core/model-folder';
import { createDetector } from '@detectory/inference-core/onnx';
import type { LoadedModel } from '@detectory/endpoint-handler/hosting';
import { createFailureLatch } from './failure-latch.js';
import { fetchModel } from './fetch-model.js';
import { type ModelCodeOptions, openModelCode } from './open-model-code.js';
import type { ScratchFolder } from './scratch-folder.js';
import type { SharedInference } from './shared-inference.js';
import { toEndpointModel } from './to-endpoint-model.js';
import { verifyModelFiles } from './verify-model-files.js';
import { warmUp } from './warm-up.js';

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
): Promise<Pick<LoadedModel, 'model' | 'isFailed'>> {
  const { inference, userCode } = options;
  const detector = await createDetector(opened, { host: await inference.host() });
  undo.push(() => detector.close());
  await warmUp(detector);
  const latch = createFailureLatch();
  const model = toEndpointModel(detector, latch);
  const code = userCode === 'on' ? await openModelCode(opened, model, options) : undefined;
  if (code) undo.push(() => code.close());
  return { model: code ? { ...model, hooks: code.hooks } : model, isFailed: latch.isShut };
}

/** A bare file is a model by itself: a `code` folder that happens to stand beside it was not made for it. */
function withoutForeignCode(location: string, options: OpenHostedModelOptions): OpenHostedModelOptions {
  return /\.onnx$/i.test(location) ? { ...options, userCode: 'off' } : options;
}
