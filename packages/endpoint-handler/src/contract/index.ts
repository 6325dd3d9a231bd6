export { createOpenApiDocument } from './create-openapi-document.js';
export type { OpenApiDocument, OpenApiOperation, OpenApiPath, OpenApiResponse } from './openapi-types.js';
export { toContractTables } from './to-contract-tables.js';
