import { describe, expect, it } from 'vitest';
import { formatDataYaml, quoteYaml } from './format-data-yaml.js';

describe(formatDataYaml, () => {
  it('quotes names and leaves out splits without images', () => {
    expect(formatDataYaml({ root: '/data/my set', classes: ['no', '1', 'a: b'], splits: ['train', 'val'] })).toBe(
      `# Written by detectory-prep; dataset.json beside it says where each image comes from.
path: "/data/my set"
train: images/train
val: images/val
nc: 3
names:
  0: "no"
  1: "1"
  2: "a: b"
`,
    );
  });
});

describe(quoteYaml, () => {
  it('writes every character in ASCII', () => {
    expect(quoteYaml('é设 "🙂"\n\u007f')).toBe(String.raw`"\u00e9\u8bbe \"\U0001f642\"\n\u007f"`);
  });
});
