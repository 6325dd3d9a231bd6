import { isS3Uri, type Storage } from '@detectory/storage';
import { parseClassListArgument, parseClassListFile } from '../ground-truth/parse-class-list.js';

/**
 * The classes that `--labels` gives: a JSON file (path or s3:// URI), or names with commas between them.
 * @throws InvalidClassListError, StorageError
 */
export async function readClassList(storage: Storage, argument: string): Promise<string[]> {
  const isFile = isS3Uri(argument) || argument.endsWith('.json') || (await isThere(storage, argument));
  if (!isFile) return parseClassListArgument(argument);
  return parseClassListFile(Buffer.from(await storage.readBytes(argument)).toString('utf8'), argument);
}

/** Eighty names are no name of a file: file systems take 255 bytes, and refuse to look for more. */
async function isThere(storage: Storage, argument: string): Promise<boolean> {
  const isName = argument.split(/[/\\]/).every((part) => Buffer.byteLength(part) <= 255);
  return isName && (await storage.stat(argument)) !== undefined;
}
