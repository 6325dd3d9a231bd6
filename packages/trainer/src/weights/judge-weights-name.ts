import type { CheckpointFault } from './judge-checkpoint.js';

const kinds: Readonly<Record<string, string>> = {
  seg: 'a segmentation model',
  cls: 'a classification model',
  pose: 'a pose model',
  obb: 'a model of oriented boxes',
};

/**
 * What is known of published weights by their name, before they are downloaded. Other names say nothing: whose weights they
 * are may call them as they like.
 */
export function judgeWeightsName(name: string): CheckpointFault {
  const [, size, kind = ''] = /^(yolo(?:v\d+|\d+)[a-z]\d?u?)-(seg|cls|pose|obb)\.pt$/.exec(name) ?? [];
  return size === undefined ? undefined : `the name is that of ${kinds[kind]}; give a detection checkpoint: ${size}.pt`;
}
