import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseJson, root } from '../src/adapters/workspace.mjs';

function run(script: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'tools', 'supply-chain', script), ...args],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

describe.each(['pins', 'licences', 'sbom', 'update'])('npm run %s', (name) => {
  it('shows its usage for --help', () => {
    const { status, stdout } = run(`${name}.mjs`, '--help');
    expect([status, stdout]).toEqual([0, expect.stringMatching(new RegExp(`^npm run ${name}\\b`))]);
  });

  it('refuses an option that there is none of, in one line without advice from Node', () => {
    expect(run(`${name}.mjs`, '--bogus')).toEqual({
      status: 2,
      stdout: '',
      stderr: `error: Unknown option '--bogus'. See \`npm run ${name} -- --help\`.\n`,
    });
  });
});

describe('npm run pins', () => {
  it('takes no arguments', () => {
    const { status, stderr } = run('pins.mjs', 'package.json');
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^error: Unexpected argument 'package\.json'/)]);
  });
});

describe('npm run sbom', () => {
  it.each([
    ['image', /^error: image needs a reference, as in `npm run sbom -- image detectory/],
    ['rootfs', /^error: rootfs needs a file/],
    ['picture', /^error: `picture` is not known/],
  ])('%s alone is refused', (what, message) => {
    const { status, stderr } = run('sbom.mjs', what);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe(parseJson, () => {
  it('names the file that holds no JSON', () => {
    expect(() => parseJson('packages/x/package.json', '{ "name": }')).toThrow(
      /^packages\/x\/package\.json is no JSON: /,
    );
  });
});
