import { describe, expect, it } from 'vitest';
import { parseName } from './parse-name.js';

describe(parseName, () => {
  it.each(['garden-1', 'odd name'])('takes %s', (name) => {
    expect(parseName(name)).toBe(name);
  });

  it.each(['../garden', 'a/b', '/garden', 'garden/', '..', '.', ''])('refuses %j, which leaves --out', (name) => {
    expect(() => parseName(name)).toThrow('Expected a name without /');
  });
});
