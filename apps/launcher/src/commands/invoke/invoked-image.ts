import type { InvocationRecord } from '@detectory/deployer';

/** One photo and what the endpoint found in it; `--json` prints these. */
export interface InvokedImage {
  readonly image: string;
  /** From sending the request to the whole answer. */
  readonly durationMs: number;
  readonly detections: readonly InvocationRecord[];
  /** The picture with the boxes, where `--draw` asked for it. */
  readonly drawn?: string;
}
