import { describe, expect, it } from 'vitest';
import { parseExportSizes } from './parse-export-sizes.js';

describe(parseExportSizes, () => {
  it('reads sides and height x width, in order', () => {
    expect(parseExportSizes('640, 480x640')).toEqual([
      { heightPx: 640, widthPx: 640 },
      { heightPx: 480, widthPx: 640 },
    ]);
  });

  it.each(['', '100', '640x', '0', '640,640x640'])('refuses "%s"', (text) => {
    expect(() => parseExportSizes(text)).toThrow(/export.size/);
  });
});
