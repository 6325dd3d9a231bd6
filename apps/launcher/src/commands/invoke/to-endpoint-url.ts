import { assertEndpointName } from '@detectory/deployer';
import { UsageError } from '@detectory/terminal';

/** An address as given; a bare name would be a deployed endpoint's, and this version deploys none. */
export function toEndpointUrl(endpoint: string): string {
  if (/^https?:\/\//.test(endpoint)) {
    if (URL.canParse(endpoint)) return endpoint;
    throw new UsageError(`${endpoint} is no address; expected one like http://127.0.0.1:8080.`);
  }
  assertEndpointName(endpoint);
  throw new UsageError(
    `This version invokes endpoints by address only: give http://host:port instead of the name "${endpoint}".`,
  );
}
