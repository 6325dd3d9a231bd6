import { detectFormat } from '@detectory/imaging';
import { isRecord } from '../contract/parse-json-object.js';
import { RecordIoInvalidError } from '../errors.js';

/** One line of an augmented manifest, as Pipe mode streams it: the photo's bytes, then its other attributes. */
export interface AugmentedRecord {
  readonly image: Uint8Array;
  /** Ground Truth's label: annotations and image_size. */
  readonly label: object | undefined;
  /** Its metadata, with the class map, where AttributeNames asks for them. */
  readonly metadata: object | undefined;
}

/**
 * Groups a stream's records by photo. AttributeNames is not told to the container, so that each record is known by its
 * content; the photo has to come first in AttributeNames.
 * @throws RecordIoInvalidError for a record that is neither
 */
export async function* groupAugmentedRecords(records: AsyncIterable<Uint8Array>): AsyncGenerator<AugmentedRecord> {
  let current: AugmentedRecord | undefined;
  let number = 0;
  for await (const record of records) {
    number += 1;
    if (detectFormat(record)) {
      if (current) yield current;
      current = { image: record, label: undefined, metadata: undefined };
    } else if (current) current = addAttribute(current, parseAttribute(record, number));
    else throw new RecordIoInvalidError(`record ${number} is no photo; AttributeNames must begin with source-ref`);
  }
  if (current) yield current;
}

function parseAttribute(record: Uint8Array, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(record).toString('utf8'));
    if (isRecord(value)) return value;
  } catch {
    // The same answer as for JSON of another kind.
  }
  throw new RecordIoInvalidError(`record ${number} (${record.length} bytes) is neither a photo nor a JSON object`);
}

function addAttribute(current: AugmentedRecord, value: Record<string, unknown>): AugmentedRecord {
  return Array.isArray(value['annotations']) ? { ...current, label: value } : { ...current, metadata: value };
}
