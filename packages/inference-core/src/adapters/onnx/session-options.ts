import type { InferenceSession } from 'onnxruntime-node';

export interface SessionNeeds {
  readonly threads: number;
  /** Whether the session keeps its working memory between images. */
  readonly ownArena: boolean;
}

/**
 * For how long a thread that waits for its part of a layer keeps the processor before it sleeps. Measured against other times in
 * docs/decisions/0013-serving-speed.md: an eighth of a pass less than sleeping at once, for the same CPU time, and on a busy
 * machine less harm than ONNX Runtime's own millisecond.
 */
const spinMicros = 50;

/** Measured in docs/decisions/0013-serving-speed.md; the memory pattern reserves twice what is used. */
export function sessionOptions({ threads, ownArena }: SessionNeeds): InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    enableCpuMemArena: ownArena,
    enableMemPattern: false,
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '1', spin_duration_us: String(spinMicros) } } },
  };
}
