const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** A bar of text for `share` in [0, 1], exact to an eighth of a character. */
export function formatBar(share: number, widthChars = 20): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * widthChars * 8);
  return '█'.repeat(Math.floor(filled / 8)) + (eighths[filled % 8] ?? '');
}
