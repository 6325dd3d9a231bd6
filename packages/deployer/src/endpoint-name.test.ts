import { describe, expect, it } from 'vitest';
import { assertEndpointName } from './endpoint-name.js';

describe(assertEndpointName, () => {
  it.each(['a', 'workbench-2', 'A--b', 'x'.repeat(63)])('takes %s', (name) => {
    expect(() => assertEndpointName(name)).not.toThrow();
  });

  it.each(['', '-a', 'a-', 'garden_tools', 'v1.2', 'x'.repeat(64), 'a b'])(
    'refuses "%s" and says what is allowed',
    (name) => {
      expect(() => assertEndpointName(name)).toThrow(/letters, digits and hyphens/);
    },
  );
});
