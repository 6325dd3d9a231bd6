/** A body that is being written outside memory. */
export interface SpooledBody {
  /** Settles when the bytes are taken, so that a fast client waits for a slow disk. */
  write(chunk: Uint8Array): Promise<void>;
  /** The whole body; called once, when it is the request's turn. */
  read(): Promise<Uint8Array>;
  /** Removes what was written. */
  dispose(): Promise<void>;
}

/** Keeps large bodies outside memory while they arrive and while their requests wait. */
export interface BodySpool {
  open(): Promise<SpooledBody>;
}
