import { describe, expect, it } from 'vitest';
import { SharedBuffers } from './shared-buffers.js';

const make = () => new Uint8Array(4);

describe(SharedBuffers, () => {
  it('lends one buffer to all borrowers of a kind', () => {
    const buffers = new SharedBuffers();
    const first = buffers.borrow('planes 640x640', make);
    expect(buffers.borrow('planes 640x640', make)).toBe(first);
    expect(buffers.borrow('planes 480x640', make)).not.toBe(first);
  });

  it('keeps a buffer until its last borrower has given it back', () => {
    const buffers = new SharedBuffers();
    const first = buffers.borrow('a', make);
    buffers.borrow('a', make);
    buffers.giveBack('a');
    expect(buffers.borrow('a', make)).toBe(first);
    buffers.giveBack('a');
    buffers.giveBack('a');
    expect(buffers.borrow('a', make)).not.toBe(first);
  });
});
