/** Why there is no answer, in words for whoever looks at the page. */
export interface Problem {
  readonly error: string;
  readonly hint: string;
  /** The server's code, or one of this page's: `UNREACHABLE`, `NOT_DETECTIONS`. */
  readonly code: string;
  readonly requestId?: string;
}

/** An answer of the server that is an error; its body is typed JSON, unless something between page and server wrote it. */
export function toProblem(status: number, body: string): Problem {
  const { error, hint, code, requestId } = parseRecord(body);
  return {
    error: textOr(error, `The server answered with status ${status}.`),
    hint: textOr(hint, 'Try again; if it stays, look at the server’s log.'),
    code: textOr(code, `HTTP ${status}`),
    ...(typeof requestId === 'string' ? { requestId } : {}),
  };
}

/** No answer at all. */
export function unreachable(origin: string): Problem {
  return {
    error: `The server at ${origin} doesn’t answer.`,
    hint: 'See that it still runs. This page looks for it every two seconds and goes on by itself.',
    code: 'UNREACHABLE',
  };
}

/** A good answer that holds no detections: a model's own code can change what is answered. */
export const notDetections: Problem = {
  error: 'The answer is no list of detections.',
  hint: 'The model’s own code may answer something else; send the request with curl to see it.',
  code: 'NOT_DETECTIONS',
};

function textOr(value: unknown, other: string): string {
  return typeof value === 'string' && value !== '' ? value : other;
}

function parseRecord(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
