import { createOpenApiDocument } from '@detectory/endpoint-handler/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedCase, servedCases } from './contract/cases.js';
import { fetchContract, type ServedContract } from './contract/served-contract.js';
import { boxesModel, type RunningServer, startServer } from './start-server.js';

let server: RunningServer;
let contract: ServedContract;
beforeAll(async () => {
  server = await startServer(['--model', boxesModel, '--max-payload', '1'], {
    env: { SAGEMAKER_MAX_CONCURRENT_TRANSFORMS: '3' },
  });
  contract = await fetchContract(server.url);
});
afterAll(() => server.stop());

const titled = servedCases.map((one) => [`${one.route} answers ${one.status} ${one.code ?? ''}`, one] as const);

describe('detectory-serve', () => {
  it('serves the contract that the docs show', () => {
    expect(contract.document).toEqual(JSON.parse(JSON.stringify(createOpenApiDocument())));
  });

  it('is asked on every route that it documents', () => {
    expect([...new Set(servedCases.map(({ route }) => route))].sort()).toEqual([...contract.routes].sort());
  });

  it.each(titled)('keeps its contract: %s', async (_, one) => {
    const answer = await send(one);
    const body = await answer.text();
    expect([answer.status, contract.findFault(one.route, answer, body)]).toEqual([one.status, undefined]);
    if (one.code) expect(JSON.parse(body)).toMatchObject({ code: one.code });
    if (answer.status >= 400) expect(Buffer.byteLength(body)).toBeLessThan(5_000);
  });

  it('answers what a batch transform may ask of it', async () => {
    expect(await (await fetch(`${server.url}/execution-parameters`)).json()).toEqual({
      MaxConcurrentTransforms: 3,
      BatchStrategy: 'SINGLE_RECORD',
      MaxPayloadInMB: 1,
    });
  });

  it('counts what it answered in /metrics', async () => {
    await (
      await send({ route: 'POST /models/{name}/invoke', path: '/models/none/invoke', status: 404, body: 'x' })
    ).text();
    const text = await (await fetch(`${server.url}/metrics`)).text();
    for (const line of [
      /^detectory_requests_total\{route="\/invocations",code="200"\} [1-9]/m,
      /^detectory_requests_total\{route="\/models\/\{name\}\/invoke",code="404"\} [1-9]/m,
      /^detectory_detections_total [1-9]/m,
      /^detectory_decode_errors_total [1-9]/m,
      /^detectory_model_load_seconds_count 1$/m,
      /^process_resident_memory_bytes [1-9]/m,
    ])
      expect(text).toMatch(line);
  });

  it('answers 404 for a path that it does not document', async () => {
    expect(await (await fetch(`${server.url}/nothing`)).json()).toMatchObject({ code: 'ENDPOINT_ROUTE_NOT_FOUND' });
  });
});

function send({ route, path, method, headers, body }: ServedCase): Promise<Response> {
  const [documented = '', own = ''] = route.split(' ');
  return fetch(server.url + (path ?? own), {
    method: method ?? documented,
    ...(headers && { headers }),
    ...(body !== undefined && method !== 'PATCH' && { body }),
  });
}
