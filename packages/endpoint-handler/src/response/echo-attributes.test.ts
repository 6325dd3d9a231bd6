import { describe, expect, it } from 'vitest';
import { echoAttributes } from './echo-attributes.js';

describe(echoAttributes, () => {
  it("puts the model and the milliseconds behind the caller's attributes", () => {
    expect(echoAttributes('conf=0.4; ', 'garden tools', 12.34)).toBe('conf=0.4;model=garden%20tools;ms=12.3');
  });

  it('answers the model and the milliseconds where the caller sent nothing', () => {
    for (const sent of [undefined, '', ';']) expect(echoAttributes(sent, 'model', 1)).toBe('model=model;ms=1.0');
  });

  it("stays within SageMaker's 1024 characters: without ours, or without the model's name", () => {
    const long = 'x'.repeat(1_010);
    expect(echoAttributes(long, 'model', 1)).toBe(long);
    expect(echoAttributes(undefined, '犬'.repeat(512), 1)).toBe('ms=1.0');
  });
});
