import { Base64InvalidError, ReferenceRefusedError, RequestBodyEmptyError } from '../errors.js';

const dataUrl = /^data:[^,]{0,200}?(;base64)?,/i;
const reference = /^([a-z][a-z0-9+.-]{1,20}):/i;

/**
 * The bytes of base64 text, or of a data URL of it. Line breaks in it are fine, and so is the URL-safe alphabet.
 * @param where names the value in messages
 * @throws Base64InvalidError, ReferenceRefusedError for any other URL, RequestBodyEmptyError
 */
export function decodeBase64(text: string, where: string): Uint8Array {
  const payload = stripDataUrl(text, where);
  const bytes = decodeExact(payload) ?? decodeExact(payload.replaceAll(/\s+/g, ''));
  if (!bytes) throw new Base64InvalidError(where, `isn't base64 (${payload.length} characters)`);
  if (bytes.length === 0) throw new RequestBodyEmptyError(`The base64 text at ${where}`);
  return bytes;
}

function stripDataUrl(text: string, where: string): string {
  const data = dataUrl.exec(text);
  if (data && !data[1]) throw new Base64InvalidError(where, 'is a data URL without ";base64"');
  if (data) return text.slice(data[0].length);
  const scheme = reference.exec(text)?.[1];
  if (scheme) throw new ReferenceRefusedError(where, scheme.toLowerCase());
  return text;
}

/** Node skips what isn't base64, so that the length tells whether there was any. */
function decodeExact(text: string): Uint8Array | undefined {
  const digits = text.length - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
  if (digits % 4 === 1) return undefined;
  const expected = Math.floor((digits * 3) / 4);
  // Not Node's shared pool: a worker may take the memory over.
  const bytes = Buffer.from(new ArrayBuffer(expected));
  return bytes.write(text, 'base64') === expected ? bytes : undefined;
}
