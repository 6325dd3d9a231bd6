import type { Exchange } from './exchange.js';

export type PathParameters = Readonly<Partial<Record<string, string>>>;

/** One method of one path, as the OpenAPI document writes it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With parameters in braces. */
  readonly path: string;
  readonly handle: (exchange: Exchange, parameters: PathParameters) => void | Promise<void>;
}
