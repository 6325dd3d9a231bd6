import { describe, expect, it } from 'vitest';
import { wrapLine } from './wrap-line.js';

describe(wrapLine, () => {
  it('leaves a line that fits', () => {
    expect(wrapLine('', { columns: 9 })).toBe('');
    expect(wrapLine('one two 3', { columns: 9 })).toBe('one two 3');
    expect(wrapLine('x'.repeat(60) + ' ' + 'x'.repeat(59))).not.toContain('\n');
  });

  it('breaks between words, and indents what follows', () => {
    expect(wrapLine('Note: one two three four', { columns: 11 })).toBe('Note: one\n  two three\n  four');
    expect(wrapLine('   3  boxes of a class', { columns: 14, indent: '      ' })).toBe('   3  boxes of\n      a class');
  });

  it('counts the columns that a sign takes, and never breaks a word', () => {
    expect(wrapLine('设备 设备', { columns: 8, indent: '' })).toBe('设备\n设备');
    expect(wrapLine('in /a/very/long/path now', { columns: 8 })).toBe('in\n  /a/very/long/path\n  now');
  });
});
