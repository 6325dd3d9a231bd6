import type { IncomingMessage } from 'node:http';
import { detectFormat } from '@detectory/imaging';
import { RequestBodyEmptyError } from '../errors.js';
import { parseMultipart } from './parse-multipart.js';
import { readBody } from './read-body.js';

/**
 * The image in a request: the raw body, or the form field `body` of a multipart form. The content decides, because
 * clients mislabel: the seed's command line sends raw bytes as multipart/form-data.
 * @throws PayloadTooLargeError, RequestBodyEmptyError, MultipartInvalidError
 */
export async function readImageBytes(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const body = await readBody(request, maxBytes);
  if (body.length === 0) throw new RequestBodyEmptyError();
  const contentType = request.headers['content-type'] ?? '';
  const isForm = contentType.toLowerCase().startsWith('multipart/form-data');
  return isForm && !detectFormat(body) ? parseMultipart(body, contentType) : body;
}
