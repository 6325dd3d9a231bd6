import { InvalidOptionError } from '../errors.js';

/** `--group-by`: what tells which images belong together. */
export type GroupBy =
  | { readonly kind: 'key'; readonly spec: string; readonly key: string }
  | { readonly kind: 'prefix'; readonly spec: string; readonly segments: number }
  | { readonly kind: 'regex'; readonly spec: string; readonly expression: RegExp };

/**
 * `key=<path>` of a manifest line, `prefix=<n>` segments of the object key, or `regex=<expression>` with a capture group over
 * the source-ref.
 * @throws InvalidOptionError
 */
export function parseGroupBy(spec: string): GroupBy {
  const [kind = '', ...rest] = spec.split('=');
  const value = rest.join('=');
  if (kind === 'key' && value !== '') return { kind, spec, key: value };
  if (kind === 'prefix' && /^[1-9]\d{0,3}$/.test(value)) return { kind, spec, segments: Number(value) };
  if (kind === 'regex' && value !== '') return { kind, spec, expression: parseExpression(spec, value) };
  throw new InvalidOptionError(
    `--group-by ${spec}: expected key=<a key of the manifest's lines>, prefix=<how many segments of the object key, from 1>, ` +
      "or regex=<an expression with a capture group>, such as 'regex=/(session-\\d+)/'.",
  );
}

function parseExpression(spec: string, source: string): RegExp {
  const expression = compile(spec, source);
  // An alternative that matches nothing tells how many groups there are.
  const groups = (new RegExp(`${source}|`).exec('')?.length ?? 1) - 1;
  if (groups > 0) return expression;
  throw new InvalidOptionError(
    `--group-by ${spec}: the expression has no capture group; expected brackets around what the images of a group share, ` +
      "such as 'regex=/(session-\\d+)/'.",
  );
}

function compile(spec: string, source: string): RegExp {
  try {
    return new RegExp(source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidOptionError(`--group-by ${spec}: ${reason}; expected a JavaScript regular expression.`);
  }
}
