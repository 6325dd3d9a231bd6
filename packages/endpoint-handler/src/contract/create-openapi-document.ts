export function createOpenApiDocument(): Record<string, unknown> {
  return {};
}
