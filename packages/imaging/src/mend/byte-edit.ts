/** Bytes `from` to `to` (exclusive) give way to `replacement`. */
export interface ByteEdit {
  readonly from: number;
  readonly to: number;
  readonly replacement?: Uint8Array;
}

/** A copy of the bytes with every edit done; edits don't overlap. Pixels are never touched: only what stands around them is. */
export function applyEdits(bytes: Uint8Array, edits: readonly ByteEdit[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { from, to, replacement } of [...edits].sort((a, b) => a.from - b.from)) {
    parts.push(bytes.subarray(at, from));
    if (replacement) parts.push(replacement);
    at = to;
  }
  return Buffer.concat([...parts, bytes.subarray(at)]);
}
