import { BodyMemoryError } from './errors.js';

/** Bytes of one request's body that are held in memory, or soon will be. */
export interface ByteReservation {
  /**
   * Raises the reservation to `bytes`, for a body that didn't announce its length.
   * @throws BodyMemoryError when there is no room
   */
  growTo(bytes: number): void;
  /** Gives the bytes back; more than once does no harm. */
  release(): void;
}

/** Bounds how many bytes of request bodies are in memory at the same time, whatever the number of requests. */
export interface ByteBudget {
  readonly reservedBytes: number;
  /** @throws BodyMemoryError (429) when there is no room; one body alone always fits */
  reserve(bytes: number): ByteReservation;
}

export function createByteBudget(limitBytes: number): ByteBudget {
  let reserved = 0;
  const take = (bytes: number) => {
    // A single body above the bound is the payload limit's to refuse: here it would never be let in.
    if (reserved > 0 && reserved + bytes > limitBytes) throw new BodyMemoryError(limitBytes);
    reserved += bytes;
  };
  return {
    get reservedBytes() {
      return reserved;
    },
    reserve(bytes) {
      take(bytes);
      let own = bytes;
      return {
        growTo(wanted) {
          if (wanted <= own) return;
          reserved -= own;
          try {
            take(wanted);
            own = wanted;
          } catch (error) {
            reserved += own;
            throw error;
          }
        },
        release() {
          reserved -= own;
          own = 0;
        },
      };
    },
  };
}
