const mebibyte = 1024 ** 2;

/** Larger bodies lie on disk until their turn, whatever the largest is that is taken. */
export const spoolAboveBytes = 25 * mebibyte;

/**
 * The memory for the bodies of all requests together: an eighth of the memory, within reason, and always enough for four
 * of the largest that stay in memory.
 */
export function bodyBudgetBytes(maxPayloadBytes: number, memoryBytes: number): number {
  const largestInMemory = Math.min(maxPayloadBytes, spoolAboveBytes);
  return Math.max(4 * largestInMemory, Math.min(memoryBytes / 8, 512 * mebibyte));
}
