import { type NextFunction, type Request, type Response, Router } from 'express';
import type { EndpointOptions } from './endpoint-options.js';
import { toEndpointSettings } from './endpoint-settings.js';
import { ClientGoneError, MethodNotAllowedError, RouteNotFoundError } from './errors.js';
import { beginExchange, exchangeOf } from './routes/begin-exchange.js';
import { createRoutes } from './routes/create-routes.js';
import type { Route } from './routes/route.js';

/**
 * SageMaker's serving contract: health, invocations, models, batch parameters, metrics, and the document of it all at
 * `/openapi.json`.
 * @throws EndpointConfigError
 */
export function createEndpointRouter(options: EndpointOptions): Router {
  const settings = toEndpointSettings(options);
  const router = Router({ caseSensitive: true });
  const routes = createRoutes(settings);
  router.use(beginExchange(settings));
  for (const path of new Set(routes.map((route) => route.path)))
    addPath(
      router,
      path,
      routes.filter((route) => route.path === path),
    );
  router.use((request) => {
    throw new RouteNotFoundError(request.method, request.path);
  });
  router.use(answerError);
  return router;
}

function addPath(router: Router, path: string, routes: readonly Route[]): void {
  const expressRoute = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
  for (const { method, handle } of routes)
    expressRoute[method.toLowerCase() as 'get' | 'post' | 'delete']((request, response) => {
      const exchange = exchangeOf(response);
      exchange.route = path;
      return handle(exchange, request.params as Record<string, string>);
    });
  expressRoute.all((request, response) => {
    const allowed = routes.map(({ method }) => method);
    exchangeOf(response).route = path;
    throw new MethodNotAllowedError(request.method, request.path, allowed);
  });
}

// Express knows an error handler by its four parameters.
function answerError(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  const exchange = exchangeOf(response);
  exchange.error = error;
  if (error instanceof ClientGoneError || response.destroyed) response.destroy();
  else if (response.headersSent) response.end();
  else exchange.outlet.fail(error, exchange.requestId);
}
