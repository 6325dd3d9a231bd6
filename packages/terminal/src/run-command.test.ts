import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { runCommand } from './run-command.js';

describe(runCommand, () => {
  it("answers the command's exit code", async () => {
    expect(await runCommand(process.execPath, ['-e', 'process.exit(3)'])).toBe(3);
  });

  it('hands SIGTERM on to it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'run-command-'));
    const ready = join(folder, 'ready');
    const ended = runCommand('sh', ['-c', `trap "exit 4" TERM; touch ${ready}; while :; do sleep 0.05; done`]);
    await vi.waitUntil(() => existsSync(ready), { timeout: 10_000 });
    process.emit('SIGTERM');
    expect(await ended).toBe(4);
    await rm(folder, { recursive: true });
  });

  it('hands SIGTERM on to what the program started, too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'run-command-'));
    const [ready, told] = [join(folder, 'ready'), join(folder, 'told')];
    const inner = `trap "touch ${told}; exit" TERM; touch ${ready}; while :; do sleep 0.05; done`;
    const ended = runCommand('sh', ['-c', `sh -c '${inner}' & wait`]);
    await vi.waitUntil(() => existsSync(ready), { timeout: 10_000 });
    process.emit('SIGTERM');
    expect(await ended).toBe(143);
    await vi.waitUntil(() => existsSync(told), { timeout: 10_000 });
    await rm(folder, { recursive: true });
  });

  it('says what is missing, and answers 127 as a shell does', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await runCommand('no-such-program', [])).toBe(127);
    expect(String(write.mock.calls[0]?.[0])).toContain('no-such-program');
    write.mockRestore();
  });
});
