/** Chunks of any size to numbered parts (from 1) of `partBytes`; the last one may be smaller. No chunk, no part. */
export async function* splitIntoParts(
  chunks: AsyncIterable<Uint8Array>,
  partBytes: number,
): AsyncGenerator<{ readonly number: number; readonly bytes: Uint8Array }> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  let number = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < partBytes) continue;
    const joined = Buffer.concat(waiting);
    let at = 0;
    for (; length - at >= partBytes; at += partBytes)
      yield { number: ++number, bytes: joined.subarray(at, at + partBytes) };
    waiting = [joined.subarray(at)];
    length -= at;
  }
  if (length > 0) yield { number: ++number, bytes: Buffer.concat(waiting) };
}
