import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** Codes of the server's own and of the storage that it fetches its one model from: none is an answer over HTTP. */
const endsTheStart = [
  'SERVER_ADDRESS_UNUSABLE',
  'SERVER_MODELS_FOLDER_MISSING',
  'SERVER_MODEL_CODE_FAILED',
  'SERVER_PORT_TAKEN',
  'SERVER_STARTUP_TIMEOUT',
  'STORAGE_ACCESS_DENIED',
  'STORAGE_FAILED',
  'STORAGE_INVALID_URI',
  'STORAGE_NOT_FOUND',
  'STORAGE_UNREACHABLE',
  'STORAGE_UNSAFE_KEY',
];

it('every error code outside the contract is one that ends the start of the server', () => {
  const codes = ['../src', '../../../packages/storage/src'].flatMap(findCodes);
  expect([...new Set(codes)].sort()).toEqual(endsTheStart);
});

function findCodes(path: string): readonly string[] {
  const folder = fileURLToPath(new URL(path, import.meta.url));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\//.test(file))
    .flatMap((file) => [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/\bcode(?: =|:) '([A-Z]+_[A-Z0-9_]+)'/g)])
    .map(([, code = '']) => code);
}
