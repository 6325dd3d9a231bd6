/**
 * Opens resources that each stay open as long as a callback runs, one within the other.
 * @template T
 * @param {readonly ((use: (resource: any) => Promise<T>) => Promise<T>)[]} openers
 * @param {(...resources: any[]) => Promise<T>} use
 * @returns {Promise<T>}
 */
export function withAll([open, ...others], use, ...opened) {
  return open ? open((resource) => withAll(others, use, ...opened, resource)) : use(...opened);
}
