import { request as httpRequest } from 'node:http';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterEach, describe, expect, it } from 'vitest';
import { createOpenApiDocument } from '../src/contract/create-openapi-document.js';
import type { OpenApiResponse } from '../src/contract/openapi-types.js';
import { toEndpointSettings } from '../src/endpoint-settings.js';
import { createRoutes } from '../src/routes/create-routes.js';
import { createFakeHost } from '../src/testing/fake-host.js';
import { fakeModel } from '../src/testing/fake-model.js';
import { closeServers, openAdmission, serveRouter } from '../src/testing/serve-router.js';
import { type ContractCase, contractCases } from './contract-cases.js';

afterEach(closeServers);

const document = createOpenApiDocument();
const ajv = new Ajv2020({ strict: false, formats: { binary: true } }).addSchema(document, 'endpoint');

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

describe('the contract', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(await new Validator().validate(structuredClone(document) as never)).toMatchObject({ valid: true });
  });

  it('documents every route that is served, and serves every route that it documents', () => {
    const settings = toEndpointSettings({ host: createFakeHost(fakeModel), admission: openAdmission });
    const served = createRoutes(settings).map(({ method, path }) => `${method} ${path}`);
    expect(served.sort()).toEqual(
      documentedOperations()
        .map(([route]) => route)
        .sort(),
    );
  });

  it('has a case for each status and each error that it documents, and for no other', () => {
    const cases = contractCases.map(({ route, status, code }) =>
      isRuntime(route) ? `${route} ${runtimeStatus(status)}` : `${route} ${toStatusKey(route, status)} ${code ?? ''}`,
    );
    const documented = documentedOperations().flatMap(([route, responses]) =>
      Object.entries(responses).flatMap(([status, response]) =>
        isRuntime(route) ? `${route} ${status}` : codesOf(response).map((code) => `${route} ${status} ${code}`),
      ),
    );
    expect([...new Set(cases)].sort()).toEqual([...new Set(documented)].sort());
  });

  it.each(contractCases.map((one) => [`${one.route} answers ${one.status} ${one.code ?? ''}`, one] as const))(
    '%s',
    async (_, one) => {
      const answer = await send(await serveRouter(one.options), one);
      const status = isRuntime(one.route) ? runtimeStatus(one.status) : one.status;
      expect([answer.status, answer.text]).toEqual([status, expect.anything()]);
      const response = responseOf(one.route, status);
      for (const [name, header] of Object.entries(response.headers ?? {}))
        if ('required' in header) expect([name, answer.headers.get(name)]).toEqual([name, expect.any(String)]);
      expectDocumentedBody(response, answer);
      if (one.code) expectError(one, status, answer);
    },
  );

  it('shows examples that are as its schemas say', () => {
    for (const [route, responses] of documentedOperations())
      for (const response of Object.values(responses))
        for (const media of Object.values(response.content ?? {})) {
          const examples = [
            ...Object.values(media.examples ?? {}).map(({ value }) => value),
            ...('example' in media ? [media.example] : []),
          ];
          const validate = compile(media.schema);
          for (const example of examples)
            expect([route, validate(example), validate.errors]).toEqual([route, true, null]);
        }
  });

  it('answers 404 for a path that it does not document', async () => {
    const answer = await fetch(`${await serveRouter()}/nothing`);
    expect([answer.status, await answer.json()]).toEqual([
      404,
      expect.objectContaining({ code: 'ENDPOINT_ROUTE_NOT_FOUND' }),
    ]);
  });

  it('is served as it is', async () => {
    const answer = await fetch(`${await serveRouter()}/openapi.json`);
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(document)));
  });
});

function documentedOperations(): [string, Record<string, OpenApiResponse>][] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(
      ([method, { responses }]) =>
        [`${method.toUpperCase()} ${path}`, responses] as [string, Record<string, OpenApiResponse>],
    ),
  );
}

function responsesOf(route: string): Record<string, OpenApiResponse> {
  return documentedOperations().find(([one]) => one === route)?.[1] ?? {};
}

/** The status itself comes before its range. */
function toStatusKey(route: string, status: number): string {
  return status in responsesOf(route) ? String(status) : `${String(status)[0]}XX`;
}

function responseOf(route: string, status: number): OpenApiResponse {
  const response = responsesOf(route)[toStatusKey(route, status)];
  if (!response) throw new Error(`${route} documents no ${status}.`);
  return response;
}

function codesOf(response: OpenApiResponse): string[] {
  const media = response.content?.['application/json'];
  const codes = Object.keys(media?.examples ?? {}).filter((key) => /^[A-Z]/.test(key));
  return codes.length > 0 ? codes : [''];
}

const isRuntime = (route: string) => route.includes('/endpoints/');
const runtimeStatus = (status: number) => (status === 200 || status === 405 ? status : 424);

function compile(schema: object): ValidateFunction {
  return ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"endpoint#/')) as object);
}

function expectDocumentedBody(response: OpenApiResponse, { headers, text }: Answer): void {
  if (!response.content) return expect(text).toBe('');
  const type = headers.get('content-type') ?? '';
  const media = response.content[type] ?? response.content[type.split(';')[0] ?? ''];
  expect([type, media]).toEqual([type, expect.anything()]);
  if (!media || !type.includes('json')) return;
  const validate = compile(media.schema);
  expect([validate(JSON.parse(text)), validate.errors]).toEqual([true, null]);
}

function expectError({ status, code }: ContractCase, answered: number, { text }: Answer): void {
  expect(text).not.toContain('secret');
  expect(Buffer.byteLength(text)).toBeLessThan(2048 * (answered === 424 ? 2.5 : 1));
  const body = JSON.parse(text) as { code: string; OriginalStatusCode?: number; OriginalMessage?: string };
  if (answered !== 424) return expect(body.code).toBe(code);
  expect(body.OriginalStatusCode).toBe(status);
  expect(JSON.parse(body.OriginalMessage ?? '')).toMatchObject({ code });
}

async function send(url: string, one: ContractCase): Promise<Answer> {
  if (one.isStalled) return sendHalf(url, one);
  const { path, method = 'GET', headers = {}, body } = one;
  const answer = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** A client that stops in the middle of its body. */
function sendHalf(url: string, { path, method = 'GET' }: ContractCase): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url + path, { method, headers: { 'content-length': 100 } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += String(chunk)));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: new Headers(response.headers as Record<string, string>),
          text,
        }),
      );
    });
    request.on('error', reject);
    request.write('half');
  });
}
