/** Bytes of one value by TIFF type; types that aren't here are passed over. TIFF 6.0, section 2, and BigTIFF's 16. */
export const typeSizes: Readonly<Record<number, number>> = {
  ...{ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2 },
  ...{ 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8 },
};

export const exifTags = {
  orientation: 0x0112,
  exifDirectory: 0x8769,
  gpsDirectory: 0x8825,
  /** What OpenCV takes for fractions without a look at the type: resolutions, white point, chromaticities, coefficients. */
  rationals: new Set([0x011a, 0x011b, 0x013e, 0x013f, 0x0211, 0x0214]),
} as const;

/** Tags for which Pillow warns of a second value (`TiffTags`, length 1), as far as a first directory has them. */
export const singleValueTags: ReadonlySet<number> = new Set([
  ...[254, 255, 256, 257, 259, 262, 263, 264, 265, 266, 272, 274, 277, 278, 282, 283, 284, 290, 292, 293, 296],
  ...[317, 322, 323, 332, 334, 512, 513, 514, 515, 531, 34665, 34853, 40965],
]);
