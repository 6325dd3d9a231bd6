import { describe, expect, it } from 'vitest';
import { toFailureText } from '../metrics/to-failure-text.js';
import { diagnoseFailure, diagnoseOwnError } from './diagnose-failure.js';
import { toEngineError } from './to-engine-error.js';

describe(diagnoseFailure, () => {
  it.each([
    ['OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.', 'OutOfMemoryError', /smaller batch-size/],
    ["RuntimeError: [enforce fail] DefaultCPUAllocator: can't allocate memory", 'OutOfMemoryError', /more memory/],
    ['OSError: [Errno 28] No space left on device', 'DiskFullError', /larger volume/],
    [
      'RuntimeError: PytorchStreamWriter failed writing file data/7: file write failed',
      'DiskFullError',
      /larger volume/,
    ],
    [
      'RuntimeError: [enforce fail at inline_container.cc:603] . unexpected pos 6232896 vs 6232792',
      'DiskFullError',
      /volume/,
    ],
    [
      "RuntimeError: DataLoader worker (pid 7) is killed by signal: Bus error. It is possible that dataloader's workers are out of shared memory.",
      'DataLoaderDiedError',
      /--shm-size 1g/,
    ],
    ['RuntimeError: DataLoader worker (pid(s) 71) exited unexpectedly', 'DataLoaderDiedError', /fewer workers/],
    ['DistBackendError: NCCL error in: ProcessGroupNCCL.cpp', 'DistributedFailedError', /security groups/],
    [
      'RuntimeError: [gloo/transport/tcp/pair.cc:534] Connection closed by peer [10.0.0.2]',
      'DistributedFailedError',
      /other hosts/,
    ],
  ])('Result: %s', (text, name, fix) => {
    const error = diagnoseFailure({ text, signal: null });
    expect(error?.name).toBe(name);
    expect(error?.message).toContain(text.slice(0, 40));
    expect(error?.message).toMatch(fix);
  });

  it('Result: a kill from outside is memory that ran out, a bus error shared memory', () => {
    expect(diagnoseFailure({ text: '', signal: 'SIGKILL' })?.name).toBe('OutOfMemoryError');
    expect(diagnoseFailure({ text: '', signal: 'SIGBUS' })?.name).toBe('DataLoaderDiedError');
  });

  it('names the line that tells, not those around it', () => {
    const text = ['  3/49  1.2G', 'OSError: [Errno 28] No space left on device: a.pt', 'tail'].join('\n');
    expect(diagnoseFailure({ text, signal: null })?.message).toMatch(
      /^the disk is full \(OSError: \[Errno 28\] No space left on device: a\.pt\); /,
    );
  });

  it('knows nothing of ends that look like none of these', () => {
    expect(diagnoseFailure({ text: 'ValueError: bad', signal: null })).toBeUndefined();
  });
});

describe(diagnoseOwnError, () => {
  it('Result: a disk that is full when the model is written is a failure with a fix', () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, copyfile 'best.pt'"), { code: 'ENOSPC' });
    expect(toFailureText(diagnoseOwnError(full))).toMatch(/^DiskFullError: the disk is full \(ENOSPC.*larger volume/);
    const other = new Error('other');
    expect(diagnoseOwnError(other)).toBe(other);
  });
});

describe(toEngineError, () => {
  const end = { program: 'train.py', code: 1, signal: null, account: undefined, lastLines: [], isKilled: false };

  it('Result: a failure text is class, cause and fix, in at most 1024 characters, also after a flood of log', () => {
    const message = `CUDA out of memory. ${'x'.repeat(5000)}`;
    const account = { event: 'error', type: 'OutOfMemoryError', message, expected: false } as const;
    const text = toFailureText(toEngineError({ ...end, account }));
    expect(text).toMatch(/^OutOfMemoryError: the GPU's memory is full \(.*\); use a smaller batch-size/);
    expect(text.length).toBeLessThanOrEqual(1024);
  });

  it('finds the cause in the last lines of a program that could give no account', () => {
    const error = toEngineError({ ...end, signal: 'SIGABRT', lastLines: ['terminate', 'what(): std::bad_alloc'] });
    expect(error.name).toBe('OutOfMemoryError');
  });

  it('takes exit code 137, by which shells tell SIGKILL, for memory that ran out', () => {
    const error = toEngineError({ ...end, code: 137 });
    expect(toFailureText(error)).toMatch(/^OutOfMemoryError: .*when memory runs out; use a smaller batch-size/);
  });

  it('names the death of a rank, not the broken connections of the others', () => {
    const account = {
      event: 'error',
      type: 'RuntimeError',
      message: 'Connection closed by peer',
      expected: false,
    } as const;
    const lastLines = ['exitcode : -9', '  traceback : Signal 9 (SIGKILL) received by PID 71'];
    expect(toEngineError({ ...end, account, lastLines }).name).toBe('OutOfMemoryError');
    expect(toEngineError({ ...end, account }).name).toBe('DistributedFailedError');
  });

  it("takes the program's own word for what its reader can mend", () => {
    const account = { event: 'error', type: 'GlueError', message: 'No weights file at x.', expected: true } as const;
    expect(toEngineError({ ...end, account }).message).toBe('No weights file at x.');
  });

  it('shows the last lines of what it cannot explain', () => {
    const { message } = toEngineError({ ...end, lastLines: ['one', 'two'] });
    expect(message).toBe('train.py failed: it ended with code 1. Its last lines: one | two');
  });

  it('tells our own kill from one from outside', () => {
    expect(toEngineError({ ...end, signal: 'SIGKILL', isKilled: true }).name).toBe('EngineKilledError');
  });
});
