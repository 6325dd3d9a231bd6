import type { ModelHooks } from '@detectory/endpoint-handler';
import type { OpenedModel } from '@detectory/inference-core';
import type { Detector } from '@detectory/inference-core/onnx';

export interface UserCode {
  readonly hooks: ModelHooks;
  /** Ends the process in which the code runs. */
  close(): Promise<void>;
}

/** The hooks of the model's `code/handler.mjs`; undefined where it has none. The one place where user code comes in. */
export function openUserCode(_model: OpenedModel, _detector: Detector): Promise<UserCode | undefined> {
  return Promise.resolve(undefined);
}
