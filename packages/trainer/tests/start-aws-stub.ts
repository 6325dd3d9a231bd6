import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AwsShapes, loadAwsShapes } from './aws-shapes.js';

/** An answer that is an error, as AWS's JSON protocol gives one. */
export class StubbedError {
  constructor(
    readonly name: string,
    readonly message: string,
    readonly status = 400,
  ) {}
}

/** No answer: the connection is cut. */
export const hungUp = Symbol('hung up');

export type StubbedAnswer = object | StubbedError | typeof hungUp;

/** How an operation answers: by its input and how often it was asked before. */
export type StubbedOperation = (input: Record<string, unknown>, call: number) => StubbedAnswer;

export interface AwsStub {
  readonly url: string;
  /** Every operation asked for, in order, with its input. */
  readonly calls: { readonly operation: string; readonly input: Record<string, unknown> }[];
  /** May be changed between tests. */
  operations: Readonly<Record<string, StubbedOperation>>;
  stop(): Promise<void>;
}

/**
 * SageMaker's and CloudWatch Logs' API for what moto lacks: jobs in progress, failures, logs. Inputs are checked against AWS's own
 * description, and so are the answers: what the stub says, AWS could say.
 */
export async function startAwsStub(): Promise<AwsStub> {
  const shapes = { SageMaker: loadAwsShapes('sagemaker'), Logs_20140328: loadAwsShapes('logs') };
  const stub: Omit<AwsStub, 'url' | 'stop'> = { calls: [], operations: {} };
  const server = createServer((request, response) => {
    void (async () => {
      const [service = '', operation = ''] = String(request.headers['x-amz-target']).split('.');
      const input = JSON.parse((await readBody(request)) || '{}') as Record<string, unknown>;
      const found = answer(stub, shapes[service as keyof typeof shapes], operation, input);
      if (found === hungUp) return void request.socket.destroy();
      const isError = found instanceof StubbedError;
      const body = isError ? { __type: found.name, message: found.message } : found;
      response.writeHead(isError ? found.status : 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(stub, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function answer(
  stub: Omit<AwsStub, 'url' | 'stop'>,
  shapes: AwsShapes | undefined,
  operation: string,
  input: Record<string, unknown>,
): StubbedAnswer {
  const call = stub.calls.filter((one) => one.operation === operation).length;
  stub.calls.push({ operation, input });
  const faults = shapes?.findInputFaults(operation, input) ?? ['no such service'];
  if (faults.length > 0) return new StubbedError('ValidationException', faults.join('; '));
  const respond = stub.operations[operation];
  if (!respond) return new StubbedError('ValidationException', 'Requested resource not found.');
  const found = respond(input, call);
  if (found instanceof StubbedError || found === hungUp) return found;
  const wrong = shapes?.findOutputFaults(operation, found) ?? [];
  return wrong.length > 0 ? new StubbedError('StubIsWrong', wrong.join('; '), 400) : found;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
