/** Memory kept for the body of one request. */
export interface BodyReservation {
  /** Raises it, for a body that didn't announce its length. @throws an EndpointError (429) when there is no room */
  growTo(bytes: number): void;
  /** Gives it back; more than once does no harm. */
  release(): void;
}

/** Bounds how many bytes of request bodies are in memory at once, whatever the number of requests. */
export interface BodyBudget {
  /** @throws an EndpointError (429) when there is no room */
  reserve(bytes: number): BodyReservation;
}
