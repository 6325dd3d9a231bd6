import { z } from 'zod';

/** The JSON Schema of model.json, from the type's source; `npm run generate` writes it, and a test holds the two together. */
export default async function generateSchema() {
  const { modelManifestSchema } = await import('./dist/index.js');
  return { 'schema/model.schema.json': JSON.stringify(z.toJSONSchema(modelManifestSchema), undefined, 2) };
}
