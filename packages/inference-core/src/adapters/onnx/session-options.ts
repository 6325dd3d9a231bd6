import type { InferenceSession } from 'onnxruntime-node';

export interface SessionNeeds {
  readonly threads: number;
  /** Whether the session keeps its working memory between images. */
  readonly ownArena: boolean;
}

/**
 * Measured in docs/decisions/0013-serving-speed.md: threads that spin while they wait take the processor from decoding and from
 * other models; the memory pattern reserves twice what is used.
 */
export function sessionOptions({ threads, ownArena }: SessionNeeds): InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    enableCpuMemArena: ownArena,
    enableMemPattern: false,
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}
