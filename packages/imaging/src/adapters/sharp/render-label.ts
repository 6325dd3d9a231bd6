import { fileURLToPath } from 'node:url';
import type { BoxColor } from '../../annotate/palette.js';
import { loadSharp } from './load-sharp.js';

/** A font of our own: a bare server has none, and text would silently be missing. IBM Plex, OFL-1.1. */
const fontFile = '@expo-google-fonts/ibm-plex-sans-condensed/500Medium/IBMPlexSansCondensed_500Medium.ttf';

export interface LabelPicture {
  readonly png: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A label as a small picture: text on the box's colour. Glyphs that the font lacks come from the system's, where it has them. */
export async function renderLabel(label: string, color: BoxColor, fontSizePx: number): Promise<LabelPicture> {
  const text = `<span foreground="${color.text}" background="${color.line}"> ${escapeMarkup(label)} </span>`;
  const sharp = await loadSharp();
  const { data, info } = await sharp({
    text: {
      text,
      font: `IBM Plex Sans Condensed Medium ${fontSizePx}`,
      fontfile: fileURLToPath(import.meta.resolve(fontFile)),
      rgba: true,
      dpi: 72,
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { png: data, widthPx: info.width, heightPx: info.height };
}

function escapeMarkup(text: string): string {
  return text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? character);
}
