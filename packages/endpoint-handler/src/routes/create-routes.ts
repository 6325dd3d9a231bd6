import type { EndpointSettings } from '../endpoint-settings.js';
import { createInvocationRoutes } from './invocation-routes.js';
import { createModelRoutes } from './model-routes.js';
import type { Route } from './route.js';
import { createServiceRoutes } from './service-routes.js';

/** Every route, in the order in which they are tried: what is called most comes first. */
export function createRoutes(settings: EndpointSettings): readonly Route[] {
  return [...createInvocationRoutes(settings), ...createServiceRoutes(settings), ...createModelRoutes(settings)];
}
