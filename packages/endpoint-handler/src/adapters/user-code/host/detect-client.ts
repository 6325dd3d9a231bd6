import type { DetectRequest, HookDetection, ImageInput } from '../../../hooks.js';
import type { FromHandler } from '../protocol.js';
import { detectIdKey } from './describe-failure.js';

interface Waiting {
  readonly resolve: (detections: HookDetection[]) => void;
  readonly reject: (error: Error) => void;
}

/** The handler's way back to the server's model. */
export class DetectClient {
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;

  constructor(private readonly send: (message: FromHandler) => void) {}

  detect(image: ImageInput, request: DetectRequest = {}): Promise<HookDetection[]> {
    const detectId = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(detectId, { resolve, reject });
      this.send({ kind: 'detect', detectId, image, request });
    });
  }

  settle(detectId: number, result: HookDetection[] | string): void {
    const waiting = this.#waiting.get(detectId);
    this.#waiting.delete(detectId);
    if (typeof result !== 'string') return waiting?.resolve(result);
    waiting?.reject(Object.assign(new Error(result), { [detectIdKey]: detectId }));
  }
}
