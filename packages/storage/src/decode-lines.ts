/** One line of a text file, without its line end. */
export interface NumberedLine {
  /** Counted from 1, blank lines included. */
  readonly number: number;
  readonly text: string;
}

/**
 * UTF-8 chunks to lines: `\n` and `\r\n` end a line, a byte order mark at the start is left out, a chunk may end within a
 * character. A last line end starts no further line.
 */
export async function* decodeLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<NumberedLine> {
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield { number: ++number, text: withoutCarriageReturn(line) };
  }
  rest += decoder.decode();
  if (rest !== '') yield { number: ++number, text: withoutCarriageReturn(rest) };
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
