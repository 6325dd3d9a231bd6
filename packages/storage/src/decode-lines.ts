/** One line of a text file, without its line end. */
export interface NumberedLine {
  /** Counted from 1, blank lines included. */
  readonly number: number;
  readonly text: string;
}

/** The lines that end in one chunk of a file. */
export interface LineBatch {
  /** The number of the first one. */
  readonly firstNumber: number;
  readonly lines: readonly string[];
}

/**
 * UTF-8 chunks to lines: `\n` and `\r\n` end a line, a byte order mark at the start is left out, a chunk may end within a
 * character. A last line end starts no further line.
 */
export async function* decodeLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<NumberedLine> {
  for await (const { firstNumber, lines } of decodeLineBatches(chunks))
    for (const [i, text] of lines.entries()) yield { number: firstNumber + i, text };
}

/** As decodeLines, with one turn of the event loop for each chunk instead of one for each line. */
export async function* decodeLineBatches(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<LineBatch> {
  const decoder = new TextDecoder();
  let rest = '';
  let firstNumber = 1;
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield { firstNumber, lines: lines.map(withoutCarriageReturn) };
    firstNumber += lines.length;
  }
  rest += decoder.decode();
  if (rest !== '') yield { firstNumber, lines: [withoutCarriageReturn(rest)] };
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
