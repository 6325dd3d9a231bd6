/** What a person may want to know meanwhile: stderr, so that stdout holds the answer alone. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
