import type { IncomingMessage } from 'node:http';
import { OptionInvalidError } from '../errors.js';

export const attributesHeader = 'x-amzn-sagemaker-custom-attributes';

/** SageMaker's own bound on the header. */
export const maxAttributesChars = 1024;

const none: Readonly<Record<string, string>> = Object.freeze({});

/**
 * The `key=value` pairs of `X-Amzn-SageMaker-Custom-Attributes` (between semicolons) and of the query string, which wins.
 * A header without any `=` is an id that the caller follows its request by, and holds no pairs.
 * @throws OptionInvalidError
 */
export function readAttributes(request: IncomingMessage): Readonly<Record<string, string>> {
  const header = request.headers[attributesHeader];
  const url = request.url ?? '';
  const queryStart = url.indexOf('?');
  if (header === undefined && queryStart < 0) return none;
  const attributes = typeof header === 'string' ? parseHeader(header) : {};
  return queryStart < 0 ? attributes : { ...attributes, ...parseQuery(url.slice(queryStart + 1)) };
}

function parseHeader(header: string): Record<string, string> {
  if (header.length > maxAttributesChars)
    throw new OptionInvalidError(
      `X-Amzn-SageMaker-Custom-Attributes has ${header.length} characters; at most ${maxAttributesChars} are allowed.`,
    );
  if (!header.includes('=')) return {};
  const pairs = header.split(';').filter((part) => part.trim() !== '');
  return collect(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1)
        throw new OptionInvalidError(`"${pair.trim()}" in X-Amzn-SageMaker-Custom-Attributes is no key=value pair.`);
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
    'X-Amzn-SageMaker-Custom-Attributes',
  );
}

function parseQuery(query: string): Record<string, string> {
  return collect([...new URLSearchParams(query)], 'The query string');
}

function collect(pairs: readonly (readonly string[])[], source: string): Record<string, string> {
  // Without a prototype, so that no key of a caller's is one of an object's own.
  const attributes = Object.create(null) as Record<string, string>;
  for (const [key = '', value = ''] of pairs) {
    if (key in attributes) throw new OptionInvalidError(`${source} names "${key}" twice.`);
    attributes[key] = value;
  }
  return attributes;
}
