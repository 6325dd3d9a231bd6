import { describe, expect, it } from 'vitest';
import { createLog, type LogOptions } from './create-log.js';
import { toErrorFields } from './to-error-fields.js';

function record(options: Omit<LogOptions, 'write'>) {
  const lines: string[] = [];
  return { lines, log: createLog({ ...options, write: (line) => lines.push(line) }) };
}

describe(createLog, () => {
  it('writes one JSON object a line, with its time, for machines', () => {
    const { lines, log } = record({ asJson: true });
    log.info('ready', { url: 'http://x' });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
      message: 'ready',
      url: 'http://x',
    });
    expect(lines[0]).toMatch(/\}\n$/);
  });

  it('writes text for people', () => {
    const { lines, log } = record({ asJson: false });
    log.error('failed', { status: 500, reason: 'two words' });
    log.info('ready');
    expect(lines).toEqual(['ERROR failed status=500 reason="two words"\n', 'ready\n']);
  });

  it('leaves out what is below its level', () => {
    const { lines, log } = record({ asJson: false, level: 'error' });
    for (const level of ['debug', 'info', 'warn', 'error', 'fatal'] as const) log[level](level);
    expect(lines).toEqual(['ERROR error\n', 'FATAL fatal\n']);
  });
});

describe(toErrorFields, () => {
  it('shows a stack only for an error that nobody foresaw', () => {
    const known = Object.assign(new Error('no model'), { code: 'X', blame: 'input' });
    expect(toErrorFields(known)).toEqual({ code: 'X', error: 'no model' });
    expect(toErrorFields(new TypeError('bug'))['error']).toMatch(/^TypeError: bug\n {4}at /);
    expect(toErrorFields('text')).toEqual({ error: 'text' });
  });
});
