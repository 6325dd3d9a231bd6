import { type ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { RegistryFailedError } from '../../errors.js';
import type { RegistryLogin } from '../../images/image-registry.js';
import { toEcrError } from './to-ecr-error.js';

/** A user name and password for `docker login`, good for 12 hours: ECR packs them as base64 of `AWS:<password>`. */
export async function fetchEcrLogin(client: ECRClient, repository: string): Promise<Omit<RegistryLogin, 'host'>> {
  try {
    const { authorizationData } = await client.send(new GetAuthorizationTokenCommand());
    const token = Buffer.from(authorizationData?.[0]?.authorizationToken ?? '', 'base64').toString('utf8');
    const [username = '', ...password] = token.split(':');
    if (username === '') throw new RegistryFailedError(repository, 'ECR gave no login');
    return { username, password: password.join(':') };
  } catch (error) {
    throw toEcrError(error, repository, 'GetAuthorizationToken');
  }
}
