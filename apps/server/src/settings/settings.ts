import type { LogLevel } from './parse-value.js';

/** Everything that can be set about the server, from flags and the environment. */
export interface Settings {
  /** Folder, archive, `.onnx` or `s3://` of the only model. */
  readonly model: string;
  /** Folder below which many models stand; undefined on a server of one model. */
  readonly models?: string;
  readonly isMultiModel: boolean;
  readonly port: number;
  readonly host: string;
  readonly workers: number;
  readonly threads?: number;
  readonly maxQueue: number;
  readonly timeoutSeconds: number;
  readonly maxPayloadMb: number;
  /** The longest pause between two parts of a body. */
  readonly bodyIdleSeconds: number;
  /** Megabytes (10^6 bytes) that the process may take before no more models are loaded. */
  readonly memoryBudgetMb?: number;
  readonly playground: 'on' | 'off' | 'auto';
  readonly verify: boolean;
  readonly json: boolean;
  readonly safePortRange?: readonly [number, number];
  readonly logLevel: LogLevel;
  readonly startupTimeoutSeconds: number;
  /** The value of SAGEMAKER_BATCH as it came, where it means yes: local mode writes `True`, the platform `true`. */
  readonly batch?: string;
  /** Whether a record that can't be used answers 200 with its error in a batch transform. */
  readonly batchPlaceholders: 'on' | 'off';
  readonly batchStrategy?: 'SINGLE_RECORD' | 'MULTI_RECORD';
  readonly maxConcurrentTransforms?: number;
  readonly defaultAccept: string;
  readonly userCode: 'on' | 'off';
}
