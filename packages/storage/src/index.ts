export { type CopyTreeOptions, downloadTree, uploadTree } from './copy-tree.js';
export { createStorage, type LoadS3Storage } from './create-storage.js';
export { decodeLineBatches, decodeLines, type LineBatch, type NumberedLine } from './decode-lines.js';
export {
  AccessDeniedError,
  FileNotFoundError,
  InvalidUriError,
  StorageError,
  StorageFailedError,
  StorageUnreachableError,
  UnsafeKeyError,
} from './errors.js';
export { baseName, joinUri, parentUri } from './join-uri.js';
export { type ConcurrencyOptions, forEachConcurrently, type Indexed, mapConcurrently } from './map-concurrently.js';
export { removeTree, type RemoveTreeOptions } from './remove-tree.js';
export { formatS3Uri, isS3Uri, parseS3Uri, type S3Location } from './s3-uri.js';
export type { FileStat, Storage, StoredFile } from './storage.js';
export { tryWriteToS3 } from './try-write-to-s3.js';
