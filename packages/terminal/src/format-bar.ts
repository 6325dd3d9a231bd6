const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/**
 * A bar of text for `share` in [0, 1], exact to an eighth of a character, or to a whole one in plain ASCII. What is not
 * nothing always shows.
 */
export function formatBar(share: number, widthChars = 20, canUnicode = true): string {
  const within = Math.min(1, Math.max(0, share));
  const steps = canUnicode ? 8 : 1;
  const filled = Math.max(within > 0 ? 1 : 0, Math.round(within * widthChars * steps));
  if (!canUnicode) return '#'.repeat(filled);
  return '█'.repeat(Math.floor(filled / 8)) + (eighths[filled % 8] ?? '');
}
