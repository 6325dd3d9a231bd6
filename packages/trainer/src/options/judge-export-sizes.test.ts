import { describe, expect, it } from 'vitest';
import { judgeExportSizes } from './judge-export-sizes.js';
import { resolveOptions } from './resolve-options.js';

const judge = (given: Record<string, string | number>, stridePx = 64) =>
  judgeExportSizes(resolveOptions(new Map(Object.entries(given))), stridePx)?.message;

describe(judgeExportSizes, () => {
  it('takes multiples of the stride', () => {
    expect([judge({}), judge({ 'export-sizes': '640,448x640', imgsz: 672 }), judge({ imgsz: 672 }, 32)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    [{ 'export-sizes': '640,480x640' }, /export-sizes .* at 480x640, .* stride is 64: .* fit: 448x640 and 512x640\.$/],
    [{ imgsz: 672 }, /imgsz .* at 672, .* stride is 64: .* fit: 640 and 704\.$/],
    [{ imgsz: 32 }, /imgsz .* at 32, .* fit: 64\.$/],
  ])('names the size, the stride and the next sizes that fit: %j', (given, message) => {
    expect(judge(given)).toMatch(message);
  });
});
