import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import type { Failure } from '../protocol.js';

const maxMessageChars = 700;
/** A frame's place: `(file:///a/b.mjs:3:7)`, `at /a/b.cjs:3:7`, or the first line of a decorated stack. */
const placePattern = /(file:\/\/\/[^\s()]+|(?<=[\s(])\/[^()\n]+?):(\d+):(\d+)/g;

/** Carries a failure that the host itself found, such as an answer that can't be sent. */
export class AnswerError extends Error {}

/** Marks errors of `detect`, so that the server knows its own again. */
export const detectIdKey = Symbol('detectId');

/** Anything that was thrown, as plain data. Never throws itself, whatever the value's getters do. */
export function describeFailure(thrown: unknown, codeFolder: string): Failure {
  try {
    return describe(thrown, codeFolder);
  } catch {
    return { kind: 'thrown', message: 'an error that can’t be read' };
  }
}

function describe(thrown: unknown, codeFolder: string): Failure {
  const isError = thrown instanceof Error;
  const where = isError ? findPlace(String(thrown.stack), codeFolder) : undefined;
  const fields = isObject(thrown) ? thrown : {};
  const status = fields['status'];
  const detectId = fields[detectIdKey];
  return {
    kind: thrown instanceof AnswerError ? 'answer' : 'thrown',
    message: (isError ? toMessage(thrown) : toText(fields['message'], thrown)).slice(0, maxMessageChars),
    ...(where ? { where } : {}),
    ...(isClientStatus(status) ? { status } : {}),
    ...(typeof detectId === 'number' ? { detectId } : {}),
  };
}

function isObject(value: unknown): value is Record<string | symbol, unknown> {
  return typeof value === 'object' && value !== null;
}

function isClientStatus(status: unknown): status is number {
  return Number.isInteger(status) && Number(status) >= 400 && Number(status) < 500;
}

/** The kind of error is worth reading only where it says more than "Error". */
function toMessage({ name, message }: Error): string {
  return name === 'Error' || name === 'AnswerError' || !name ? String(message) : `${name}: ${message}`;
}

/** `throw { status: 400, message: '…' }` is as good as an Error. */
function toText(message: unknown, thrown: unknown): string {
  return typeof message === 'string' ? message : inspect(thrown, { depth: 1, breakLength: Infinity });
}

/** The innermost place in the handler's own files, its packages last: who called a library wrongly wants their own line. */
export function findPlace(stack: string, codeFolder: string): string | undefined {
  const places = [...stack.matchAll(placePattern)]
    .map(([, file = '', line, column]) => `${relative(codeFolder, toPath(file))}:${line}:${column}`)
    .filter((place) => !place.startsWith('..'));
  return places.find((place) => !place.includes('node_modules')) ?? places[0];
}

function toPath(file: string): string {
  return file.startsWith('file:') ? fileURLToPath(file.replace(/\?.*$/, '')) : file;
}
