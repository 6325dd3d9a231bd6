import type { EndpointClient } from '../client/endpoint-client.js';
import type { State } from '../state/state.js';
import type { Store } from '../state/store.js';

/** What the page's running parts share. */
export interface App {
  readonly store: Store<State>;
  readonly client: EndpointClient;
  /** Says something at the foot of the page. */
  readonly say: (text: string) => void;
}
