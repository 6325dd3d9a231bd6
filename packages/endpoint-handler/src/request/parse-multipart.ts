import { Readable } from 'node:stream';
import busboy from 'busboy';
import { MultipartInvalidError, RequestBodyEmptyError } from '../errors.js';

const imageField = 'body';

/**
 * The form field `body` of a multipart form, or its only file whatever its field is called.
 * @throws MultipartInvalidError when the form is damaged or names no such field
 */
export async function parseMultipart(body: Uint8Array, contentType: string): Promise<Uint8Array> {
  const fields = await readFields(body, contentType);
  const [only, ...others] = fields.keys();
  const chosen = fields.has(imageField) ? imageField : only;
  if (chosen === undefined || (chosen !== imageField && others.length > 0))
    throw new MultipartInvalidError(
      `The form has ${fields.size} fields (${[...fields.keys()].join(', ')}) and none is named "${imageField}".`,
    );
  const bytes = fields.get(chosen);
  if (!bytes?.length) throw new RequestBodyEmptyError();
  return bytes;
}

function readFields(body: Uint8Array, contentType: string): Promise<Map<string, Uint8Array>> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(new MultipartInvalidError(`The multipart form can't be read (${error.message}).`, { cause: error }));
    try {
      const fields = new Map<string, Uint8Array>();
      const parser = busboy({
        headers: { 'content-type': contentType },
        limits: { parts: 100, fieldSize: body.length },
      });
      parser.on('file', (name, stream) => void collect(stream).then((bytes) => fields.set(name, bytes), fail));
      parser.on('field', (name, value) => fields.set(name, Buffer.from(value, 'utf8')));
      parser.on('error', (error) => fail(error as Error));
      // A turn later, so that the last file's bytes are in.
      parser.on('close', () => setImmediate(() => resolve(fields)));
      Readable.from([body]).pipe(parser);
    } catch (error) {
      fail(error as Error);
    }
  });
}

async function collect(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
