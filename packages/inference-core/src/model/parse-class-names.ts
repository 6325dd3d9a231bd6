const entry = /(?:(\d+)\s*:\s*)?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")/g;

/**
 * Class names as YOLOv5 and Ultralytics write them into an ONNX file: Python's text of a dict from index to name, or of
 * a list. Answers undefined where the text is neither, or where an index is missing.
 */
export function parseClassNames(text: string): string[] | undefined {
  const names: string[] = [];
  for (const [, index, literal = ''] of text.matchAll(entry)) {
    names[index === undefined ? names.length : Number(index)] = unquote(literal);
  }
  const isComplete = names.length > 0 && Object.keys(names).length === names.length;
  return isComplete ? names : undefined;
}

/** Python's escapes that can appear in a repr: \\ \' \" \n \t \r \xNN \uNNNN. */
function unquote(literal: string): string {
  return literal.slice(1, -1).replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|.)/gi, (_, escape: string) => {
    if (/^[xu]./.test(escape)) return String.fromCharCode(parseInt(escape.slice(1), 16));
    return { n: '\n', t: '\t', r: '\r' }[escape] ?? escape;
  });
}
