import { EndpointNameInvalidError } from './errors.js';

/** SageMaker's own pattern: botocore's service model, shape EndpointName. */
const pattern = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

/** @throws EndpointNameInvalidError for names that SageMaker would refuse */
export function assertEndpointName(name: string): void {
  if (!pattern.test(name)) throw new EndpointNameInvalidError(name);
}
