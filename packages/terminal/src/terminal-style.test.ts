import { describe, expect, it } from 'vitest';
import { detectTerminalStyle } from './terminal-style.js';

const terminal = { isTTY: true, columns: 72 };

describe(detectTerminalStyle, () => {
  it("takes a terminal's width, and a line of 100 where nobody knows", () => {
    expect(detectTerminalStyle(terminal, {}).columns).toBe(72);
    expect(detectTerminalStyle({ isTTY: true, columns: 0 }, {}).columns).toBe(100);
    expect(detectTerminalStyle({ columns: 72 }, {}).columns).toBe(100);
  });

  it.each([
    [{ LANG: 'en_GB.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'en_GB.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'POSIX', LC_CTYPE: 'de_DE.UTF-8' }, true],
    [{}, false],
    [{ LANG: 'en_GB.UTF-8', TERM: 'dumb' }, false],
  ])('decides by the locale %j', (env, canUnicode) => {
    expect(detectTerminalStyle(terminal, env, 'linux').canUnicode).toBe(canUnicode);
  });

  it('knows the terminals of Windows that show Unicode', () => {
    expect(detectTerminalStyle(terminal, { WT_SESSION: 'x' }, 'win32').canUnicode).toBe(true);
    expect(detectTerminalStyle(terminal, { LANG: 'en_GB.UTF-8' }, 'win32').canUnicode).toBe(false);
  });

  it('writes UTF-8 to files and pipes, whatever the locale', () => {
    expect(detectTerminalStyle({}, { LC_ALL: 'C', TERM: 'dumb' }).canUnicode).toBe(true);
  });
});
