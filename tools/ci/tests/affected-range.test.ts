import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affectedRange } from '../src/affected-range.mjs';

const folder = mkdtempSync(join(tmpdir(), 'detectory-range-'));
const origin = join(folder, 'origin');
const clone = join(folder, 'clone');
const shallow = join(folder, 'shallow');
afterAll(() => rmSync(folder, { recursive: true }));

function git(cwd: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid'];
  return execFileSync('git', [...who, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' }).trim();
}

const commit = (message: string): string => {
  git(origin, 'commit', '--quiet', '--allow-empty', `--message=${message}`);
  return git(origin, 'rev-parse', 'HEAD');
};

let first: string;
let abandoned: string;
beforeAll(() => {
  git(folder, 'init', '--quiet', '--initial-branch=main', origin);
  first = commit('first');
  abandoned = commit('abandoned');
  git(origin, 'tag', 'kept', abandoned);
  git(origin, 'reset', '--quiet', '--hard', first);
  commit('second');
  git(folder, 'clone', '--quiet', origin, clone);
  git(folder, 'clone', '--quiet', '--depth=1', `file://${origin}`, shallow);
  git(clone, 'checkout', '--quiet', '-b', 'feature');
});

const pushed = (before: string): NodeJS.ProcessEnv => {
  const event = join(folder, 'event.json');
  writeFileSync(event, JSON.stringify({ before, after: 'x' }));
  return { GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: event };
};
const everything = (why: RegExp) => ({ everything: true, why: expect.stringMatching(why) as string });

describe(affectedRange, () => {
  it('compares a pull request with the branch it is for', () => {
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' };
    expect(affectedRange({ cwd: clone, env })).toMatchObject({ base: 'origin/main', head: 'HEAD' });
  });

  it('compares a push with where the branch stood before', () => {
    expect(affectedRange({ cwd: clone, env: pushed(first) })).toMatchObject({ base: first, head: 'HEAD' });
  });

  it('takes everything for a new branch', () => {
    expect(affectedRange({ cwd: clone, env: pushed('0'.repeat(40)) })).toEqual(everything(/new/));
  });

  it('takes everything for a forced push, whether or not git still has what was there', () => {
    expect(affectedRange({ cwd: clone, env: pushed(abandoned) })).toEqual(everything(/forced/));
    expect(affectedRange({ cwd: clone, env: pushed('a'.repeat(40)) })).toEqual(everything(/knows no commit a+ here/));
  });

  it('takes everything in a shallow clone', () => {
    expect(affectedRange({ cwd: shallow, env: pushed(first) })).toEqual(everything(/shallow clone/));
  });

  it('takes everything for an event that compares with nothing', () => {
    expect(affectedRange({ cwd: clone, env: { GITHUB_EVENT_NAME: 'schedule' } })).toEqual(everything(/schedule/));
  });

  it('outside CI compares with main, uncommitted changes too', () => {
    expect(affectedRange({ cwd: clone, env: {} })).toEqual({ base: 'main', why: expect.any(String) as string });
  });

  it('does as it is asked, whatever the event', () => {
    const asked = { base: 'HEAD~1', head: 'HEAD' };
    expect(affectedRange({ cwd: clone, env: pushed(first), asked })).toMatchObject(asked);
  });

  it.each([
    [{ base: '--all' }, /--base=--all: git knows no commit --all here/],
    [{ base: 'nope' }, /no commit nope/],
    [{ base: '' }, /^--base=: /],
    [{ head: 'nope' }, /--base=main --head=nope: git knows no commit nope/],
  ])('refuses %j, which git does not know, rather than take everything', (asked, message) => {
    expect(() => affectedRange({ cwd: clone, env: {}, asked })).toThrow(message);
    expect(() => affectedRange({ cwd: clone, env: pushed(first), asked })).toThrow(message);
  });

  it('takes everything where two histories have nothing in common', () => {
    git(clone, 'checkout', '--quiet', '--orphan', 'other');
    git(clone, 'commit', '--quiet', '--allow-empty', '--message=other');
    expect(affectedRange({ cwd: clone, env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' } })).toEqual(
      everything(/no common commit/),
    );
  });
});
