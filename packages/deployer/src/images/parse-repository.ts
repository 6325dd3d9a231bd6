import { RepositoryInvalidError } from '../errors.js';

/** A repository of Amazon ECR; without a region, the one that AWS's own settings name. */
export interface EcrRepositoryReference {
  readonly kind: 'ecr';
  readonly name: string;
  /** The account, where another than the caller's own is meant. */
  readonly registryId?: string;
  readonly region?: string;
}

/** A repository of any other registry, by host and path. */
export interface PlainRepositoryReference {
  readonly kind: 'registry';
  readonly host: string;
  readonly path: string;
}

export type RepositoryReference = EcrRepositoryReference | PlainRepositoryReference;

/** ECR's own pattern and length (botocore's service model, shape RepositoryName); other registries ask the same. */
const namePattern = /^(?:[a-z0-9]+(?:[._-]+[a-z0-9]+)*\/)*[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/;
const ecrHost =
  /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn)$/;

/**
 * `name` and `team/name` are ECR's; a first part with a dot, a port or "localhost" is a registry's host, as Docker reads it.
 * @throws RepositoryInvalidError for tags, digests, and names that no registry takes
 */
export function parseRepository(text: string): RepositoryReference {
  if (text.includes('@') || /:[^/]*$/.test(text))
    throw new RepositoryInvalidError(
      text,
      'Leave the tag and the digest out: the tag is the hash of what the image holds',
    );
  const [first = '', ...rest] = text.split('/');
  const isHost = /^[a-z0-9[].*[.:]/i.test(first) || first === 'localhost';
  const name = isHost && rest.length > 0 ? rest.join('/') : text;
  if (name.length < 2 || name.length > 256 || !namePattern.test(name))
    throw new RepositoryInvalidError(
      text,
      'Expected 2 to 256 lower-case letters, digits and . _ - in parts divided by /',
    );
  if (!isHost || rest.length === 0) return { kind: 'ecr', name };
  const [, registryId, region] = ecrHost.exec(first) ?? [];
  return registryId && region
    ? { kind: 'ecr', name, registryId, region }
    : { kind: 'registry', host: first, path: name };
}
