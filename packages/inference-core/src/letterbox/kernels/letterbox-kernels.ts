import { letterboxBinary } from './letterbox-binary.js';
import { Instance, Memory, Module } from './web-assembly.js';

/** What letterbox.wat exports; all places are offsets in bytes. */
export interface LetterboxKernels {
  interpolateRow(row: number, columns: number, count: number, into: number): void;
  blendRows(upper: number, lower: number, upperWeight: number, lowerWeight: number, into: number, count: number): void;
  toPlanes(row: number, count: number, red: number, green: number, blue: number): void;
}

const module = new Module(Buffer.from(letterboxBinary, 'base64'));
const pageBytes = 65_536;

/** The loops over `byteLength` bytes of memory of their own, which neither grows nor moves. */
export function createLetterboxKernels(byteLength: number): {
  readonly kernels: LetterboxKernels;
  readonly buffer: ArrayBuffer;
} {
  const pages = Math.ceil(byteLength / pageBytes);
  const memory = new Memory({ initial: pages, maximum: pages });
  const { exports } = new Instance(module, { host: { memory } });
  return { kernels: exports as LetterboxKernels, buffer: memory.buffer };
}

/** Parts of one memory, one after the other, each where a vector may begin. */
export function layOut<Name extends string>(
  bytes: Readonly<Record<Name, number>>,
): { readonly offsets: Readonly<Record<Name, number>>; readonly byteLength: number } {
  // What a loop reads or writes beyond the end is at most a vector.
  const spare = 16;
  const offsets = {} as Record<Name, number>;
  let byteLength = 0;
  for (const name in bytes) {
    offsets[name] = byteLength;
    byteLength += Math.ceil((bytes[name] + spare) / spare) * spare;
  }
  return { offsets, byteLength };
}
