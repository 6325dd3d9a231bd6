import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { jpeg } from '../../testing/fake-model.js';
import { createHandlers, type OpenHandler, requestOf } from '../../testing/open-handler.js';
import { UserCodeError } from './index.js';

// Each starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

const handlers = createHandlers();
afterEach(() => handlers.closeAll());

/** What a promise is rejected with. */
const failureOf = (promise: Promise<unknown>): Promise<UserCodeError> =>
  promise.then(
    () => expect.fail('it succeeded'),
    (error: unknown) => error as UserCodeError,
  );

describe(UserCodeError, () => {
  it.each([
    [
      'an exception',
      'throw new Error("no such shop")',
      /preprocess in code\/handler.mjs failed: no such shop \(handler.mjs:2:\d+\)/,
    ],
    [
      'a rejected promise',
      'return Promise.reject(new RangeError("too far"))',
      /RangeError: too far \(handler.mjs:2:\d+\)/,
    ],
    [
      'a fault',
      'return request.nothing.at(0)',
      /TypeError: Cannot read properties of undefined .* \(handler.mjs:2:\d+\)/,
    ],
    ['no error at all', 'throw { reason: 5 }', /failed: \{ reason: 5 \}/],
    ['an error whose message throws', 'throw { get message() { throw 1 } }', /failed: an error that can/],
  ])('says the own message of %s, and the line', async (_, code, message) => {
    const { hooks } = await handlers.open(`export function preprocess(request) {\n${code}\n}`);
    const error = await failureOf(hooks.preprocess(requestOf()));
    expect([error.code, error.status, error.blame]).toEqual(['ENDPOINT_USER_CODE_FAILED', 500, 'config']);
    expect(error.message).toMatch(message);
  });

  it('lets a hook refuse a request with a status of its own', async () => {
    const { hooks } = await handlers.open(`
      export function preprocess({ attributes }) {
        throw Object.assign(new Error('Send a shop.'), { status: Number(attributes.status) });
      }
    `);
    const refused = await failureOf(hooks.preprocess(requestOf({ status: '422' })));
    expect([refused.code, refused.status, refused.blame, refused.message]).toEqual([
      'ENDPOINT_USER_CODE_REFUSED',
      422,
      'input',
      'Send a shop.',
    ]);
    expect((await failureOf(hooks.preprocess(requestOf({ status: '200' })))).code).toBe('ENDPOINT_USER_CODE_FAILED');
  });
});

describe('an answer that can’t be used', () => {
  const shared = createHandlers();
  let opened: Promise<OpenHandler>;
  beforeAll(() => {
    const handler = `
      const hammer = { xmin: 1, ymin: 1, xmax: 2, ymax: 2, confidence: 1, class: 1, name: 'hammer' };
      const answer = (text) => new Function('hammer', 'return (' + text + ')')(hammer);
      export const preprocess = ({ attributes }) => answer(attributes.answer);
      export const predict = (image, { context }) => answer(context);
      export const postprocess = (detections, input, { attributes }) => answer(attributes.answer);
    `;
    opened = shared.open(handler, { maxAnswerBytes: 2 ** 20 });
  });
  afterAll(() => shared.closeAll());

  it.each([
    ['preprocess', 'undefined', 'its answer is undefined; expected an object with images.'],
    ['preprocess', '[1]', 'its answer is an array of 1; expected an object with images.'],
    ['preprocess', '{ image: 1 }', 'images is undefined; expected an array'],
    ['preprocess', '{ images: ["a.jpg"] }', 'images[0] is the text "a.jpg"; expected a Uint8Array'],
    [
      'preprocess',
      '{ images: [new ArrayBuffer(2)] }',
      'images[0] is a value of class ArrayBuffer; expected a Uint8Array',
    ],
    [
      'preprocess',
      '{ images: [], request: { confidence: 2 } }',
      'request.confidence is number 2; expected a number from 0 to 1.',
    ],
    ['preprocess', '{ images: [], request: { size: 2 } }', 'request has size; expected only confidence'],
    ['preprocess', '{ images: [], context: () => 1 }', "its answer can't leave the process"],
    ['predict', '{}', 'its answer is an object with no fields; expected an array of detections.'],
    ['predict', '[{ ...hammer, xmin: NaN }]', '[0].xmin is number NaN; expected a finite number.'],
    [
      'predict',
      '[hammer, { ...hammer, class: "hammer" }]',
      '[1].class is the text "hammer"; expected the class\'s index',
    ],
    ['predict', '[{ ...hammer, name: 4 }]', "[0].name is number 4; expected the class's name as text."],
    ['postprocess', '[1]', 'its answer is an array of 1; expected an object { json } or { contentType, body }.'],
    ['postprocess', '{ body: "x" }', 'contentType is undefined; expected a media type'],
    ['postprocess', '{ contentType: "text/plain\\r\\nX-Evil: 1", body: "x" }', 'contentType is the text'],
    ['postprocess', '{ contentType: "text/plain", body: 4 }', 'body is number 4; expected text or a Uint8Array.'],
    ['postprocess', '{ json: 1n }', "its json can't be written as JSON (Do not know how to serialize a BigInt)."],
    ['postprocess', '{ json: undefined }', 'its json is undefined'],
    ['postprocess', '{ contentType: "text/plain", body: "x".repeat(4e6) }', 'it answered 4 MB; the limit is 1 MB.'],
  ] as const)('names what %s answered wrongly: %s', async (hook, answer, message) => {
    const { hooks } = await opened;
    const input = { images: [jpeg], context: answer };
    const asked = requestOf({ answer });
    const call = { preprocess: [asked], predict: [jpeg, input], postprocess: [[], input, asked] }[hook];
    const error = await failureOf((hooks[hook] as (...args: unknown[]) => Promise<unknown>)(...call));
    expect([error.code, error.status]).toEqual(['ENDPOINT_USER_CODE_ANSWER_INVALID', 500]);
    expect(error.message).toContain(message);
    expect(error.message.length).toBeLessThan(1000);
  });
});

describe('a handler that is not started', () => {
  it.each([
    [
      'a syntax error',
      'export const a = 1;\nexport function preprocess( { foo bar }',
      'LOAD_FAILED',
      /SyntaxError: Unexpected .*\(handler.mjs:2\)/,
    ],
    ['an import that is missing', "import './gone.mjs';", 'LOAD_FAILED', /Cannot find module '.*gone.mjs'/],
    [
      'no hook',
      'export const preProcess = () => 1;',
      'LOAD_FAILED',
      /exports none of load, preprocess, predict, postprocess; it exports preProcess\./,
    ],
    [
      'a hook that is no function',
      'export const predict = 5;',
      'LOAD_FAILED',
      /exports predict as number; expected a function/,
    ],
    [
      'a load that fails',
      'export async function load() {\n  throw new Error("no database"); }',
      'LOAD_FAILED',
      /no database \(handler.mjs:2:\d+\)/,
    ],
    ['a load that ends the process', 'export function load() { process.exit(0); }', 'LOAD_FAILED', /exit code 0/],
    ['a load that never ends', 'export function load() { for (;;); }', 'LOAD_FAILED', /load did not end within 700 ms/],
  ])('says why: %s', async (_, code, name, message) => {
    const error = await failureOf(handlers.open(code, code.includes('for (;;)') ? { loadDeadlineMs: 700 } : {}));
    expect([error.code, error.blame]).toEqual([`ENDPOINT_USER_CODE_${name}`, 'config']);
    expect(error.message).toMatch(message);
  });

  it('says how a handler in TypeScript, or under another name, becomes one that runs', async () => {
    for (const [name, message] of [
      ['handler.ts', /TypeScript is not compiled here\. .*esbuild code\/handler.ts/],
      ['handler.js', /Rename it/],
    ] as const) {
      const modelFolder = await handlers.write({ [`code/${name}`]: '' });
      const error = await failureOf(handlers.open('', { modelFolder }));
      expect([error.code, error.message]).toEqual([
        'ENDPOINT_USER_CODE_INVALID',
        expect.stringMatching(message) as string,
      ]);
    }
  });
});
