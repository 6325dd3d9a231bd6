import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { endOnClosedPipe } from './end-on-closed-pipe.js';

function failWith(code: string): { readonly exit: ReturnType<typeof vi.fn>; readonly emit: () => boolean } {
  const stream = new PassThrough();
  const exit = vi.fn();
  endOnClosedPipe(stream, exit);
  return { exit, emit: () => stream.emit('error', Object.assign(new Error(code), { code })) };
}

describe(endOnClosedPipe, () => {
  it('ends the program when its reader has gone', () => {
    const { exit, emit } = failWith('EPIPE');
    emit();
    expect(exit).toHaveBeenCalledOnce();
  });

  it('hides no other failure', () => {
    const { exit, emit } = failWith('ENOSPC');
    expect(emit).toThrow('ENOSPC');
    expect(exit).not.toHaveBeenCalled();
  });
});
