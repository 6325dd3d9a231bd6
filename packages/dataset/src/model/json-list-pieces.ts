/** So that a long list is never held as a string for each of its entries, nor as one string. */
const joinedAtOnce = 256;

/** The text of a list, an entry on each line, piece by piece. @param indent of the line that the list begins in */
export function* jsonListPieces(items: readonly unknown[], indent: string): Generator<string, void> {
  if (items.length === 0) return yield '[]';
  const separator = `,\n${indent}  `;
  for (let start = 0; start < items.length; start += joinedAtOnce) {
    const entries = items.slice(start, start + joinedAtOnce).map((item) => JSON.stringify(item));
    yield (start === 0 ? `[\n${indent}  ` : separator) + entries.join(separator);
  }
  yield `\n${indent}]`;
}
