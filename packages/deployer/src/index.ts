export { assertEndpointName } from './endpoint-name.js';
export { DeployerError, EndpointNameInvalidError, EndpointUnreachableError, InvocationRefusedError } from './errors.js';
export { type InvocationRecord, type InvocationRequest, invokeEndpoint, toInvocationUrl } from './invoke-endpoint.js';
