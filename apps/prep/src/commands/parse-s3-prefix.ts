import { InvalidOptionError } from '@detectory/dataset';
import { isS3Uri } from '@detectory/storage';

/** @throws InvalidOptionError when it is no s3:// URI */
export function parseS3Prefix(text: string | undefined): string | undefined {
  if (text === undefined || (isS3Uri(text) && text.length > 's3://'.length)) return text;
  throw new InvalidOptionError(`--s3-prefix ${text}: expected an s3:// URI, such as s3://bucket/photos.`);
}
