import { describe, expect, it } from 'vitest';
import { toProblem } from './problem.js';

describe(toProblem, () => {
  it('keeps what the server says', () => {
    const said = { error: 'No image.', code: 'IMAGING_UNREADABLE', hint: 'Send one.', requestId: 'r-1' };
    expect(toProblem(400, JSON.stringify(said))).toEqual(said);
  });

  it.each(['<html>Bad gateway</html>', '', 'null', '{"error": 5}'])('makes words of its own for %j', (body) => {
    const problem = toProblem(502, body);
    expect(problem).toMatchObject({ error: 'The server answered with status 502.', code: 'HTTP 502' });
    expect(problem.hint).not.toBe('');
  });
});
