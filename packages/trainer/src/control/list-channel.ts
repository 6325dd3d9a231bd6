import { readdir } from 'node:fs/promises';

/** So many names fit into a message. */
const shown = 10;

/** What lies at the top of a channel, and its names for a message. */
export async function listChannel(
  folder: string,
): Promise<{ readonly names: readonly string[]; readonly text: string }> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  const more = names.length > shown ? [`and ${names.length - shown} more`] : [];
  return { names, text: [...names.slice(0, shown), ...more].join(', ') };
}
