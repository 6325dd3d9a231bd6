/** The parts of OpenAPI 3.1 that the document uses. */
export interface OpenApiMedia {
  readonly schema: object;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;
}

export interface OpenApiResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, OpenApiMedia>>;
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, OpenApiResponse>>;
}

export type OpenApiPath = Readonly<Partial<Record<'get' | 'post' | 'delete', OpenApiOperation>>>;

export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: object;
  readonly paths: Readonly<Record<string, OpenApiPath>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}
