import { describe, expect, it } from 'vitest';
import { parseManifestLine } from './parse-manifest-line.js';

describe(parseManifestLine, () => {
  it.each([
    ['{"source-ref":"a"', 'line-malformed', 'the JSON breaks off after 17 characters'],
    ['{"source-ref":}', 'line-malformed', 'this is no JSON object (it ends'],
    [`{"key":"${'x'.repeat(50)}}`, 'line-malformed', '(it ends "…xxx'],
    ['{}', 'source-ref-missing', '(its keys: none)'],
    ['{"source-ref":"","a":1}', 'source-ref-missing', '(its keys: source-ref, a)'],
  ])('says what is wrong with %j', (text, reason, message) => {
    expect(parseManifestLine(text)).toMatchObject({ reason, message: expect.stringContaining(message) as string });
  });

  it.each(['[1]', '7', '"text"'])('knows %s for no line of a manifest', (text) => {
    expect(parseManifestLine(text)).toEqual({ kind: 'wrong', wrongKind: 'single-json' });
  });
});
