/** What Detectory sets on an ECR repository that it creates. */
export const repositorySettings = {
  imageTagMutability: 'IMMUTABLE',
  scanOnPush: true,
  expireUntaggedAfterDays: 14,
  keepTaggedImages: 50,
} as const;

/** ECR's lifecycle policy as text: images without a tag go after two weeks, and the newest tagged ones stay. */
export function formatLifecyclePolicy({
  expireUntaggedAfterDays,
  keepTaggedImages,
}: Pick<typeof repositorySettings, 'expireUntaggedAfterDays' | 'keepTaggedImages'> = repositorySettings): string {
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: `Detectory: images without a tag expire after ${expireUntaggedAfterDays} days`,
        selection: {
          tagStatus: 'untagged',
          countType: 'sinceImagePushed',
          countUnit: 'days',
          countNumber: expireUntaggedAfterDays,
        },
        action: { type: 'expire' },
      },
      {
        rulePriority: 2,
        description: `Detectory: the newest ${keepTaggedImages} tagged images stay`,
        selection: {
          tagStatus: 'tagged',
          tagPatternList: ['*'],
          countType: 'imageCountMoreThan',
          countNumber: keepTaggedImages,
        },
        action: { type: 'expire' },
      },
    ],
  });
}

/** An existing repository, as far as it is compared. */
export interface ExistingSettings {
  readonly imageTagMutability: string | undefined;
  readonly scanOnPush: boolean;
  /** Undefined where the caller may not read it. */
  readonly hasLifecyclePolicy: boolean | undefined;
}

/** How a repository that was there before differs from what would have been created; nothing is changed on it. */
export function findSettingDifferences(existing: ExistingSettings): string[] {
  const differences: string[] = [];
  if (!existing.imageTagMutability?.startsWith('IMMUTABLE'))
    differences.push(`its tags are ${existing.imageTagMutability ?? 'MUTABLE'} (a new one gets IMMUTABLE)`);
  if (!existing.scanOnPush) differences.push('images are not scanned on push (a new one scans)');
  if (existing.hasLifecyclePolicy === false)
    differences.push('it has no lifecycle policy (a new one lets images without a tag expire)');
  if (existing.hasLifecyclePolicy === undefined) differences.push('its lifecycle policy may not be read');
  return differences;
}
