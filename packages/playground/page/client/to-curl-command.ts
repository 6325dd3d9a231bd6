/** One command that sends the same request from a POSIX shell. */
export function toCurlCommand(request: { readonly url: string; readonly file: string; readonly type: string }): string {
  const { url, file, type } = request;
  return [
    'curl',
    `--data-binary ${quote(`@${file}`)}`,
    `-H ${quote(`Content-Type: ${type || 'application/octet-stream'}`)}`,
    quote(url),
  ].join(' ');
}

/** Within single quotes a POSIX shell reads everything as it is, but for the quote itself. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
