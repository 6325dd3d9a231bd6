/** What an error of the AWS SDK, or of the network below it, may hold. */
export interface AwsErrorShape {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

export function asAwsError(error: unknown): AwsErrorShape {
  return error instanceof Error ? error : { name: 'Error', message: String(error) };
}

export function isS3NotFound(error: unknown): boolean {
  const { name, $metadata } = asAwsError(error);
  return name !== 'NoSuchBucket' && (name === 'NotFound' || name === 'NoSuchKey' || $metadata?.httpStatusCode === 404);
}
