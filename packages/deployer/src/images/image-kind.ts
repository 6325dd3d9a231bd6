/** The images that Detectory brings: what trains and what serves. */
export const imageKinds = ['training', 'serving'] as const;

export type ImageKind = (typeof imageKinds)[number];

/**
 * The image's name on this machine, and its repository's name by default. It holds "sagemaker" because the managed policy
 * AmazonSageMakerFullAccess reaches no other repositories.
 */
export function toLocalName(kind: ImageKind): string {
  return `detectory-sagemaker-${kind}`;
}

/** Labels that SageMaker reads from a serving image: it may hold many models, and be told its port. */
const servingLabels: Readonly<Record<string, string>> = {
  'com.amazonaws.sagemaker.capabilities.multi-models': 'true',
  'com.amazonaws.sagemaker.capabilities.accept-bind-to-port': 'true',
};

export function toRequiredLabels(kind: ImageKind): Readonly<Record<string, string>> {
  return kind === 'serving' ? servingLabels : {};
}
