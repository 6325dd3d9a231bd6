import { describe, expect, it } from 'vitest';
import { AccessDeniedError, FileNotFoundError, StorageFailedError } from '../../errors.js';
import { toLocalError } from './to-local-error.js';

const nodeError = (code?: string): Error => Object.assign(new Error('it failed'), code === undefined ? {} : { code });

describe(toLocalError, () => {
  it.each([
    ['ENOENT', FileNotFoundError, 'Check its spelling'],
    ['EACCES', AccessDeniedError, 'permissions'],
    ['EPERM', AccessDeniedError, 'permissions'],
    ['ENOSPC', StorageFailedError, 'the disk is full'],
    ['EROFS', StorageFailedError, 'read-only'],
    ['EIO', StorageFailedError, 'it failed'],
    [undefined, StorageFailedError, 'it failed'],
  ])('explains %s', (code, type, text) => {
    const error = toLocalError(nodeError(code), '/a/b', 'write');
    expect(error).toBeInstanceOf(type);
    expect(error.message).toContain('/a/b');
    expect(error.message).toContain(text);
  });

  it('leaves its own errors and takes what is none', () => {
    const own = new FileNotFoundError('/x');
    expect(toLocalError(own, '/a', 'read')).toBe(own);
    expect(toLocalError('odd', '/a', 'read').message).toBe('Could not read /a: odd');
  });
});
