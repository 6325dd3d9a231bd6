import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fusedManifest } from '../testing/sample-models.js';
import { modelManifestSchema, parseModelManifest } from './model-manifest.js';

describe(parseModelManifest, () => {
  it('takes a whole manifest', () => {
    expect(parseModelManifest(fusedManifest())).toEqual(fusedManifest());
  });

  it('names the field that is wrong', () => {
    expect(() => parseModelManifest({ ...fusedManifest(), stridePx: 'x' })).toThrow(/stridePx: /);
    expect(() => parseModelManifest([])).toThrow(/model.json is not valid/);
  });

  it('refuses a file outside of the archive', () => {
    const [entry] = fusedManifest().exports;
    for (const file of ['../secret', '/etc/passwd', 'a/../../b'])
      expect(() => parseModelManifest({ ...fusedManifest(), exports: [{ ...entry, file }] })).toThrow(
        /relative path inside/,
      );
  });

  it('asks for an update where a newer version wrote it', () => {
    expect(() => parseModelManifest({ formatVersion: 2 })).toThrow(/format version 2.*Update Detectory/);
  });

  it('is what the published JSON Schema says', () => {
    const published: unknown = JSON.parse(
      readFileSync(new URL('../../schema/model.schema.json', import.meta.url), 'utf8'),
    );
    expect(published, 'run `npm run generate` after changing the manifest').toEqual(
      z.toJSONSchema(modelManifestSchema),
    );
  });
});
