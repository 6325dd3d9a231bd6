import { describe, expect, it } from 'vitest';
import { findSplitInName } from './split-in-name.js';

describe(findSplitInName, () => {
  it.each([
    ['coco/annotations/instances_train.json', 'train'],
    ['annotations/instances_val2017.json', 'val'],
    ['s3://b/manifests/test.manifest', 'test'],
    ['job-validation.jsonl', 'val'],
    ['roboflow/valid/_annotations.coco.json', 'val'],
    ['C:\\sets\\train.manifest', 'train'],
  ])('reads in %s: %s', (uri, split) => expect(findSplitInName(uri)).toBe(split));

  it.each(['output.manifest', 'trains.manifest', 'contest.json', 'train/output.manifest', 'instances_default.json'])(
    'reads none in %s',
    (uri) => expect(findSplitInName(uri)).toBeUndefined(),
  );
});
