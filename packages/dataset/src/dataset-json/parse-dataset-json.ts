import { UnreadableDatasetError } from '../errors.js';
import { isJsonObject } from '../ground-truth/json-value.js';
import { datasetShape } from './dataset-shape.js';
import { datasetFormatVersion, type DatasetJson } from './dataset-json.js';

type Later = 'splitting' | 'measures' | 'oversample';

/** A dataset.json as one may find it: earlier versions measured neither splits nor balance. */
export type RecordedDataset = Omit<DatasetJson, Later> & Partial<Pick<DatasetJson, Later>>;

/**
 * A `dataset.json` that detectory-prep wrote, in the one version that is known.
 * @param where what an error calls the file
 * @throws UnreadableDatasetError
 */
export function parseDatasetJson(text: string, where: string): RecordedDataset {
  const value = parseJson(text, where);
  if (!isJsonObject(value) || !('formatVersion' in value))
    throw new UnreadableDatasetError(where, 'this is no dataset.json of detectory-prep ("formatVersion" is missing).');
  if (value['formatVersion'] !== datasetFormatVersion)
    throw new UnreadableDatasetError(
      where,
      `its formatVersion is ${JSON.stringify(value['formatVersion'])}; this program reads ${datasetFormatVersion}. Use the version of detectory-prep that built it, or build it again.`,
    );
  const fault = datasetShape(value, 'dataset');
  if (fault !== undefined)
    throw new UnreadableDatasetError(where, `${fault}: the file is damaged. Build the dataset again.`);
  return value as unknown as RecordedDataset;
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new UnreadableDatasetError(where, 'this is no whole JSON: the file is damaged. Build the dataset again.', {
      cause,
    });
  }
}
