import { describe, expect, it } from 'vitest';
import { freshEnvironment, runProgram } from './run-program.js';

describe(runProgram, () => {
  it('answers the exit code and what was printed', async () => {
    const ran = await runProgram(process.execPath, ['-e', 'console.log(1); process.exitCode = 3'], { cwd: '.' });
    expect(ran).toEqual({ code: 3, stdout: '1\n', output: '1\n' });
  });

  it('says that a program is missing', async () => {
    expect(await runProgram('detectory-no-such-program', [], { cwd: '.' })).toMatchObject({ code: 127 });
  });
});

describe(freshEnvironment, () => {
  it('drops what the outer run set and keeps how npm is configured', () => {
    const environment = {
      NX_TASK_HASH: '1',
      FORCE_COLOR: '1',
      VITEST: '1',
      npm_lifecycle_event: 'test',
      npm_config_cache: '/c',
      PATH: '/',
    };
    expect(freshEnvironment(environment)).toEqual({ npm_config_cache: '/c', PATH: '/' });
  });
});
