/** What the place that text goes to can show. */
export interface TerminalStyle {
  /** Characters on a line. */
  readonly columns: number;
  /** Whether it shows more than ASCII. */
  readonly canUnicode: boolean;
}

/** As much of an output as decides its style: `process.stdout`, `process.stderr`. */
export interface TerminalOutput {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Where nobody knows how wide a line may be: a file, a pipe. */
const defaultColumns = 100;

/**
 * A terminal shows Unicode where its locale is UTF-8 (POSIX: LC_ALL before LC_CTYPE before LANG); on Windows, where it is
 * Windows Terminal or an editor's. Files and pipes take UTF-8 always, so that what is written doesn't depend on a locale.
 */
export function detectTerminalStyle(
  output: TerminalOutput = process.stdout,
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
): TerminalStyle {
  if (!output.isTTY) return { columns: defaultColumns, canUnicode: true };
  const columns = output.columns && output.columns > 0 ? output.columns : defaultColumns;
  return { columns, canUnicode: showsUnicode(env, platform) };
}

function showsUnicode(env: Readonly<Record<string, string | undefined>>, platform: string): boolean {
  if (env['TERM'] === 'dumb') return false;
  if (platform === 'win32') return Boolean(env['WT_SESSION'] ?? env['TERM_PROGRAM']);
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return /utf-?8/i.test(locale);
}
