import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isWorkLeft } from '../stop/or-give-up.js';
import { endProcess, takeExitCodeFile } from './end-process.js';

vi.mock('../stop/or-give-up.js');

let work: string;
const ends: string[] = [];
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'detectory-end-'));
  ends.length = 0;
  vi.spyOn(process, 'kill').mockImplementation((_, signal) => {
    ends.push(String(signal));
    return true;
  });
  vi.spyOn(process, 'exit').mockImplementation((code) => ends.push(`exit ${code}`) as never);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(work, { recursive: true });
});

function end(code: number, file: string, isLeft: boolean): NodeJS.ProcessEnv {
  const environment = { DETECTORY_EXIT_CODE_FILE: file, PATH: '/' };
  vi.mocked(isWorkLeft).mockReturnValue(isLeft);
  takeExitCodeFile(environment);
  endProcess(code);
  return environment;
}

describe(endProcess, () => {
  it('Result: leaves its code to the entry and is killed, where work that was given up would hold it', () => {
    const file = join(work, 'code');
    expect(end(3, file, true)).toEqual({ PATH: '/' });
    expect(readFileSync(file, 'utf8')).toBe('3');
    expect(ends[0]).toBe('SIGKILL');
  });

  it.each([
    ['nothing is left', 'code', false],
    ['the entry could make no file', '', true],
    ['the file cannot be written', 'missing/code', true],
  ])('Result: exits by itself where %s', (_, name, isLeft) => {
    end(3, name && join(work, name), isLeft);
    expect(ends).toEqual(['exit 3']);
  });
});
