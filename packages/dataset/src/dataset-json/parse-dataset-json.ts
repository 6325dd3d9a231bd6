import { InvalidDatasetError } from '../errors.js';
import { datasetFormatVersion, type DatasetJson } from './dataset-json.js';

type Later = 'splitting' | 'measures' | 'oversample';

/** A dataset.json as one may find it: earlier versions measured neither splits nor balance. */
export type RecordedDataset = Omit<DatasetJson, Later> & Partial<Pick<DatasetJson, Later>>;

/**
 * `dataset.json` as text to its value. Only the version is checked: the file is written by our own tools, last of all.
 * @param where what an error calls the file
 * @throws InvalidDatasetError
 */
export function parseDatasetJson(text: string, where: string): RecordedDataset {
  const value = parseJson(text, where);
  const version =
    typeof value === 'object' && value !== null && 'formatVersion' in value ? value.formatVersion : 'none';
  if (version !== datasetFormatVersion)
    throw new InvalidDatasetError(
      `${where}: its formatVersion is ${String(version)}; this program reads ${datasetFormatVersion}. Build the dataset again, or use the program that built it.`,
    );
  return value as RecordedDataset;
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidDatasetError(`${where} is not whole JSON. Build the dataset again.`, { cause: error });
  }
}
