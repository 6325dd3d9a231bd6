import { findLabelCandidates } from '@detectory/dataset';
import { createStorage, decodeLines, isS3Uri, type Storage } from '@detectory/storage';
import { isRecord } from '../../contract/parse-json-object.js';
import { DatasetUnusableError } from '../../errors.js';
import type { PlannedDataset, UploadPlace } from './plan-inputs.js';

/** Ground Truth calls its result output.manifest; with photos and labels of its lines a job needs no dataset. */
export function isManifestUri(data: string): boolean {
  return isS3Uri(data) && /\.(?:manifest|jsonl)$/i.test(data);
}

/**
 * An augmented manifest as the job's dataset. Every line is looked at: SageMaker would find an attribute missing when the
 * machine is paid for.
 * @throws DatasetUnusableError
 */
export async function planManifest(
  uri: string,
  { inputMode = 'Pipe', attributeNames: asked }: UploadPlace,
  storage: Storage = createStorage(),
): Promise<PlannedDataset> {
  let attributeNames = asked;
  let photos = 0;
  for await (const { number, text } of decodeLines(storage.readStream(uri))) {
    if (text.trim() === '') continue;
    const where = `Line ${number} of ${uri}`;
    const line = parseLine(text, where);
    attributeNames ??= chooseAttributes(line, where);
    assertAttributes(line, attributeNames, where);
    photos += 1;
  }
  if (!attributeNames)
    throw new DatasetUnusableError(`${uri} has no lines. Give the manifest of a finished labelling job.`);
  // The job sets a tenth aside, as splitOffValidation does.
  const val = Math.max(1, Math.round(photos / 10));
  return { channel: { name: 'training', uri, inputMode, attributeNames }, photos: { train: photos - val, val } };
}

function parseLine(text: string, where: string): Record<string, unknown> {
  try {
    const line: unknown = JSON.parse(text);
    if (isRecord(line)) return line;
  } catch {
    // The same answer as for JSON of another kind.
  }
  throw new DatasetUnusableError(`${where} is no JSON object, as each line of an augmented manifest must be.`);
}

/** The photo, its label, and the label's metadata, which hold the names of the classes. */
function chooseAttributes(line: Record<string, unknown>, where: string): string[] {
  const labels = findLabelCandidates(line).map(({ attribute }) => attribute);
  const [label] = labels;
  if (label !== undefined && labels.length === 1) return ['source-ref', label, `${label}-metadata`];
  const found = label === undefined ? 'no bounding-box label' : `the bounding-box labels ${labels.join(', ')}`;
  throw new DatasetUnusableError(
    `${where} has ${found}; pass --attribute-names source-ref,<label>,<label>-metadata with the one to train on.`,
  );
}

function assertAttributes(line: Record<string, unknown>, names: readonly string[], where: string): void {
  const missing = names.find((name) => !(name in line));
  if (missing !== undefined)
    throw new DatasetUnusableError(
      `${where} has no ${missing}, and SageMaker takes a manifest whose lines all have it. Take the line out, pass other --attribute-names, or build a dataset with detectory-prep build, which leaves such lines out.`,
    );
}
