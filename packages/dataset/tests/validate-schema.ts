type Schema = Readonly<Record<string, unknown>>;

/** What of `value` breaks the schema, by path; the part of JSON Schema that ours use. */
export function findSchemaErrors(value: unknown, schema: Schema, root: Schema = schema, path = '$'): string[] {
  const ref = schema['$ref'];
  if (typeof ref === 'string') return findSchemaErrors(value, lookUp(root, ref), root, path);
  const types = [schema['type'] ?? []].flat() as string[];
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) return [`${path} is no ${types.join(' or ')}`];
  const errors: string[] = [];
  if ('const' in schema && value !== schema['const']) errors.push(`${path} is not ${String(schema['const'])}`);
  if (typeof value === 'number' && value < Number(schema['minimum'] ?? -Infinity)) errors.push(`${path} is too small`);
  if (typeof value === 'string' && !new RegExp(String(schema['pattern'] ?? '')).test(value))
    errors.push(`${path} has another form`);
  if (Array.isArray(value))
    value.forEach((item, i) =>
      errors.push(...findSchemaErrors(item, (schema['items'] ?? {}) as Schema, root, `${path}[${i}]`)),
    );
  else if (typeof value === 'object' && value !== null)
    errors.push(...findObjectErrors(value as Schema, schema, root, path));
  return errors;
}

function findObjectErrors(value: Schema, schema: Schema, root: Schema, path: string): string[] {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const others = schema['additionalProperties'];
  const missing = ((schema['required'] ?? []) as string[]).filter((key) => !(key in value));
  const nested = Object.entries(value).flatMap(([key, item]) => {
    const own = properties[key] ?? (typeof others === 'object' ? (others as Schema) : undefined);
    if (own) return findSchemaErrors(item, own, root, `${path}.${key}`);
    return others === false ? [`${path}.${key} is unknown`] : [];
  });
  return [...missing.map((key) => `${path}.${key} is missing`), ...nested];
}

function lookUp(root: Schema, ref: string): Schema {
  return ref
    .split('/')
    .slice(1)
    .reduce<Schema>((schema, key) => schema[key] as Schema, root);
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}
