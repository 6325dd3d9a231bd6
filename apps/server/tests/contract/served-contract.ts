import type { OpenApiDocument, OpenApiResponse } from '@detectory/endpoint-handler/contract';
import { z } from 'zod';

export interface ServedContract {
  readonly document: OpenApiDocument;
  /** As the document writes them: `POST /invocations`. */
  readonly routes: readonly string[];
  /** What an answer breaks of what the document says of it; undefined where it keeps all of it. */
  findFault(route: string, answer: Response, body: string): string | undefined;
}

/** The document that a running server serves, as the measure of its answers. */
export async function fetchContract(url: string): Promise<ServedContract> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApiDocument;
  const responses = toResponses(document);
  return {
    document,
    routes: [...responses.keys()],
    findFault(route, answer, body) {
      const documented = responses.get(route);
      const response = documented?.[answer.status] ?? documented?.[`${String(answer.status)[0]}XX`];
      if (!response) return `${route} documents no ${answer.status}`;
      return findMissingHeader(response, answer) ?? findBodyFault(document, response, answer, body);
    },
  };
}

function toResponses({ paths }: OpenApiDocument): ReadonlyMap<string, Readonly<Record<string, OpenApiResponse>>> {
  return new Map(
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { responses }]) => [`${method.toUpperCase()} ${path}`, responses]),
    ),
  );
}

function findMissingHeader({ headers = {} }: OpenApiResponse, answer: Response): string | undefined {
  const missing = Object.entries(headers).find(([name, header]) => 'required' in header && !answer.headers.has(name));
  return missing && `no header ${missing[0]}`;
}

function findBodyFault(
  document: OpenApiDocument,
  response: OpenApiResponse,
  answer: Response,
  body: string,
): string | undefined {
  if (!response.content) return body === '' ? undefined : 'a body where none is documented';
  const type = answer.headers.get('content-type') ?? '';
  const media = response.content[type] ?? response.content[type.split(';')[0] ?? ''];
  if (!media) return `the type ${type}`;
  if (!/^application\/json\b/.test(type)) return undefined;
  const { error } = toValidator(document, media.schema).safeParse(JSON.parse(body));
  return error?.message;
}

/** zod resolves references below $defs alone. */
function toValidator({ components }: OpenApiDocument, schema: object): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: components.schemas });
  return z.fromJSONSchema(
    JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')) as z.core.JSONSchema.JSONSchema,
  );
}
