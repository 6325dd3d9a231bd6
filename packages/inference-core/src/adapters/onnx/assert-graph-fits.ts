import type { InferenceSession } from 'onnxruntime-node';
import type { WorkerModel } from './inference-task.js';

type ExportEntry = WorkerModel['exports'][number];

/** What model.json says of an export, held against its graph: a wrong size is told at load, not at the first image. */
export function assertGraphFits(
  session: Pick<InferenceSession, 'inputMetadata' | 'outputMetadata'>,
  entry: ExportEntry,
  { head, classCount }: Pick<WorkerModel, 'head' | 'classCount'>,
): void {
  const { file, heightPx, widthPx, inputLayout } = entry;
  const isFloat = inputLayout === 'nchw-float32-rgb';
  const input = isFloat ? [1, 3, heightPx, widthPx] : [1, heightPx, widthPx, 3];
  assertTensor(session.inputMetadata[0], isFloat ? 'float32' : 'uint8', input, `${file} takes`);
  if (entry.graph === 'fused') return;
  const columns = head === 'anchor-grid' ? 5 + classCount : 4 + classCount;
  const output = head === 'anchor-grid' ? [1, undefined, columns] : [1, columns, undefined];
  assertTensor(session.outputMetadata[0], 'float32', output, `${file} gives`);
}

type Metadata = InferenceSession['inputMetadata'][number];

function assertTensor(
  found: Metadata | undefined,
  type: string,
  shape: readonly (number | undefined)[],
  what: string,
): void {
  if (found?.isTensor && found.type === type && fits(found.shape, shape)) return;
  const seen = found?.isTensor ? `${found.type} ${found.shape.join(' × ')}` : 'no tensor';
  const wanted = `${type} ${shape.map((side) => side ?? 'N').join(' × ')}`;
  throw new Error(
    `${what} ${seen}; expected ${wanted} by its description. Export the model again, or mend model.json.`,
  );
}

function fits(found: readonly (number | string)[], wanted: readonly (number | undefined)[]): boolean {
  return found.length === wanted.length && wanted.every((side, at) => side === undefined || side === found[at]);
}
