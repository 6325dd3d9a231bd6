import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DetectorClosedError } from '@detectory/inference-core';
import { describe, expect, it } from 'vitest';
import { listErrors } from '../src/contract/error-samples.js';
import { toErrorResponse } from '../src/response/to-error-response.js';

/** Codes that no caller sees, and where they end instead. */
const unanswered: Readonly<Record<string, string>> = {
  ENDPOINT_CONFIG_INVALID: 'ends the start of the server',
  ENDPOINT_USER_CODE_INVALID: 'the model does not load: ENDPOINT_MODEL_UNUSABLE, or the end of the start',
  ENDPOINT_USER_CODE_LOAD_FAILED: 'the model does not load: ENDPOINT_MODEL_UNUSABLE, or the end of the start',
  IMAGING_DEFECTIVE: 'the decoder answers IMAGING_UNREADABLE in its place',
  INFERENCE_DETECTOR_CLOSED: 'a bug, answered as INTERNAL',
  INFERENCE_MODEL_INVALID: 'the model does not load: ENDPOINT_MODEL_UNUSABLE, or the end of the start',
  INFERENCE_MODEL_NOT_FOUND: 'the model does not load: ENDPOINT_MODEL_URL_NOT_FOUND, or the end of the start',
};

/** This package, and those whose errors reach its router. */
const packages = ['endpoint-handler', 'imaging', 'inference-core'];

describe('the error codes of the source', () => {
  it('are in the contract, each that a caller can see, and no other', () => {
    const documented = listErrors().map(({ body }) => body.code);
    expect([...documented, ...Object.keys(unanswered)].sort()).toEqual(findCodes());
  });
});

describe(toErrorResponse, () => {
  it('tells the caller nothing of a bug', () => {
    const { status, body } = toErrorResponse(new DetectorClosedError(), 'r1');
    expect([status, body.code, body.error]).toEqual([500, 'INTERNAL', 'The server failed on this request.']);
  });
});

function findCodes(): readonly string[] {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const files = packages.flatMap((name) => listSources(`${root}${name}/src`));
  const codes = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bcode(?: =|:) '([A-Z][A-Z0-9_]+)'/g)].map(([, code = '']) => code),
  );
  return [...new Set(codes)].sort();
}

function listSources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\//.test(path))
    .map((path) => `${folder}/${path}`);
}
