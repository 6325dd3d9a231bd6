import { afterEach, beforeEach, expect, vi } from 'vitest';

// Unexpected console output fails a test: what a person should see is asserted, the rest is noise that hides a fault.
const watched = ['log', 'info', 'warn', 'error', 'debug'];
let spies = [];

beforeEach(() => {
  spies = watched.map((method) => vi.spyOn(console, method));
});

afterEach(() => {
  const printed = spies.flatMap((spy) => spy.mock.calls);
  for (const spy of spies) spy.mockRestore();
  expect(printed, 'a test printed to the console').toEqual([]);
});
