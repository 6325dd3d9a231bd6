import { describe, expect, it } from 'vitest';
import { findSettingDifferences, formatLifecyclePolicy } from './repository-settings.js';

describe(formatLifecyclePolicy, () => {
  it('lets images without a tag expire, and keeps the newest tagged ones', () => {
    const { rules } = JSON.parse(formatLifecyclePolicy({ expireUntaggedAfterDays: 14, keepTaggedImages: 50 }));
    expect(rules.map((rule: { selection: object }) => rule.selection)).toEqual([
      { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
      { tagStatus: 'tagged', tagPatternList: ['*'], countType: 'imageCountMoreThan', countNumber: 50 },
    ]);
  });

  it('is as long as ECR asks a policy to be', () => {
    expect(formatLifecyclePolicy().length).toBeGreaterThanOrEqual(100);
  });
});

describe(findSettingDifferences, () => {
  const same = { imageTagMutability: 'IMMUTABLE', scanOnPush: true, hasLifecyclePolicy: true };

  it('finds none in a repository of our own, or one with exceptions for some tags', () => {
    expect(findSettingDifferences(same)).toEqual([]);
    expect(findSettingDifferences({ ...same, imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' })).toEqual([]);
  });

  it('names each one', () => {
    const differences = findSettingDifferences({
      imageTagMutability: 'MUTABLE',
      scanOnPush: false,
      hasLifecyclePolicy: false,
    });
    expect(differences.join()).toMatch(/MUTABLE.*scanned.*lifecycle/);
  });
});
