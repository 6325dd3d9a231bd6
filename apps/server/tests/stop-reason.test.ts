import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const stopReason = new URL('../dist/life/stop-reason.js', import.meta.url).href;

/** Runs a script in a process of its own, in which `stop` is the promise of the first reason to end. */
function runWithStop(script: string): { readonly code: number | null; readonly output: string } {
  const program = `
    import { nextStopReason } from '${stopReason}';
    const write = (level) => (message) => console.log(level + ' ' + message);
    const stop = nextStopReason({ warn: write('warn'), error: write('error'), fatal: write('fatal') });
    stop.then((reason) => console.log('stop ' + reason.kind));
    setTimeout(() => {}, 200);
    ${script}`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  return { code: status, output: stdout + stderr };
}

describe('what nobody caught', () => {
  it('ends the server when it is an exception: what it left half done nobody knows', () => {
    expect(runWithStop(`setTimeout(() => { throw new Error('bug'); });`)).toEqual({
      code: 0,
      output: 'fatal uncaught exception\nstop crash\n',
    });
  });

  it('is logged and ends nothing when it is a rejection, or a connection that broke', () => {
    const broken = `Object.assign(new Error('gone'), { code: 'ECONNRESET' })`;
    expect(runWithStop(`Promise.reject(new Error('bug')); setTimeout(() => { throw ${broken}; });`)).toEqual({
      code: 0,
      output: 'error unhandled rejection\nwarn connection broke\n',
    });
  });

  it('ends at once with a second signal', () => {
    const twice = `process.kill(process.pid, 'SIGTERM'); stop.then(() => process.kill(process.pid, 'SIGTERM'));`;
    expect(runWithStop(twice)).toEqual({ code: 143, output: 'stop signal\n' });
  });
});
