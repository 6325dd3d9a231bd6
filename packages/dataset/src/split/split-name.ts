/** The splits in their order everywhere. */
export const splitNames = ['train', 'val', 'test'] as const;

export type SplitName = (typeof splitNames)[number];
