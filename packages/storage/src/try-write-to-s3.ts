/**
 * Whether objects may be written below the folder `uri`, an `s3://` URI, before long work whose results go there; nothing is. As with
 * createStorage the AWS SDK is loaded for it.
 * @throws FileNotFoundError where there is no such bucket; AccessDeniedError, StorageUnreachableError
 */
export async function tryWriteToS3(uri: string): Promise<void> {
  const { tryWrite } = await import('./adapters/s3/try-write.js');
  await tryWrite(uri);
}
