// Writes schema/model.schema.json from the type's source; a test holds the two together.
import { mkdirSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { modelManifestSchema } from './dist/index.js';

mkdirSync(new URL('./schema/', import.meta.url), { recursive: true });
writeFileSync(
  new URL('./schema/model.schema.json', import.meta.url),
  `${JSON.stringify(z.toJSONSchema(modelManifestSchema), undefined, 2)}\n`,
);
