/** What is wrong with one image of several: the cause, and which image it was. Statuses and codes are the cause's. */
export class ListedImageError extends Error {
  override readonly name = 'ListedImageError';
  constructor(index: number, cause: unknown) {
    super(`Image ${index} (from 0) of the list: `, { cause });
  }
}
