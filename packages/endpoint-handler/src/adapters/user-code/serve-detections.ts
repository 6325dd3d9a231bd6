import type { EndpointModel } from '../../ports/endpoint-model.js';
import { toRecords } from '../../response/to-records.js';
import { ShapeError, toDetectRequest, toImageInput } from './check-answer.js';
import type { DetectCall, ToHandler } from './protocol.js';

export interface DetectServer {
  answer(call: DetectCall): Promise<ToHandler>;
  /** The error that a call ended with, for a handler that passes it on. */
  findError(detectId: number | undefined): unknown;
}

const keptErrors = 64;
/** A handler that asks for more at once would take the model from all other requests. */
const maxRunning = 32;

/** The server's side of a handler's `detect`. One for each process: its calls are numbered. */
export function serveDetections({ detect, classNames }: Pick<EndpointModel, 'detect' | 'classNames'>): DetectServer {
  const errors = new Map<number, unknown>();
  let running = 0;
  return {
    async answer({ detectId, image, request }) {
      running += 1;
      try {
        if (running > maxRunning)
          throw new ShapeError(`detect runs ${maxRunning} times already; await some of them first.`);
        const input = toImageInput(image, "detect's image");
        const { detections } = await detect(input, toDetectRequest(request, "detect's request"));
        return { kind: 'detected', detectId, detections: toRecords(detections, classNames) };
      } catch (error) {
        if (!(error instanceof ShapeError)) errors.set(detectId, error);
        for (const oldest of errors.keys()) if (errors.size > keptErrors) errors.delete(oldest);
        return { kind: 'not-detected', detectId, message: error instanceof Error ? error.message : String(error) };
      } finally {
        running -= 1;
      }
    },
    findError: (detectId) => (detectId === undefined ? undefined : errors.get(detectId)),
  };
}
