import type { BodyBudget } from '../ports/body-budget.js';
import { BodyMemoryError } from './errors.js';

/** Bounds how many bytes of request bodies are in memory at the same time; one body alone always fits. */
export interface ByteBudget extends BodyBudget {
  readonly reservedBytes: number;
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
