import { settingsTable } from './settings-table.js';

/** The settings as a table in Markdown, for docs/serve.md; a test holds the page to it. */
export function formatSettingsTable(): string {
  const rows = settingsTable.map(({ flag, variables, fallback, fallbackText, meaning }) =>
    [code(flag ?? ''), variables.map(code).join(', '), fallbackText ?? code(String(fallback)), meaning].map(escapePipe),
  );
  return [['flag', 'variable', 'default', 'what it does'], ['---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function code(text: string): string {
  return text && `\`${text}\``;
}

function escapePipe(text: string): string {
  return text.replaceAll('|', '\\|');
}
