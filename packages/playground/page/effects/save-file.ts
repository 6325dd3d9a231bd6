/** Hands a blob to the browser as a download. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  // The download has taken its own hold by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
