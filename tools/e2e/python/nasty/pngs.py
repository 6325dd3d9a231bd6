"""PNG: chunks lost, doubled, wrong."""
import struct
import zlib

import numpy as np
from PIL import Image

from .files import at_many_points, chunk, chunks_of, encode, noise, rebuild, save, smooth


def png_with(exif: bytes, late=False):
    parts = list(chunks_of(encode("PNG")))
    parts.insert(len(parts) - 1 if late else 1, (b"eXIf", exif))
    return parts


def pngs() -> None:
    plain = encode("PNG")
    parts = list(chunks_of(plain))
    save("plain.png", plain)
    save("png-named.jpg", plain)
    at_many_points("png", "png", plain, 30)
    save("tail.png", plain + b"tail")
    save("no-iend.png", rebuild(parts[:-1]))
    save("iend-bad-crc.png", rebuild([*parts[:-1], (b"IEND", b"", 0)]))
    save("idat-bad-crc.png", rebuild([parts[0], (*parts[1], 0), parts[-1]]))
    save("ihdr-bad-crc.png", rebuild([(*parts[0], 0), *parts[1:]]))
    save("no-idat.png", rebuild([parts[0], parts[-1]]))
    save("idat-short.png", rebuild([parts[0], (b"IDAT", parts[1][1][:len(parts[1][1]) // 2]), parts[-1]]))
    save("idat-junk.png", rebuild([parts[0], (b"IDAT", b"junk" * 50), parts[-1]]))
    save("idat-empty.png", rebuild([parts[0], (b"IDAT", b""), parts[-1]]))
    save("idat-bad-adler.png", rebuild([parts[0], (b"IDAT", parts[1][1][:-4] + b"abcd"), parts[-1]]))
    save("idat-no-adler.png", rebuild([parts[0], (b"IDAT", parts[1][1][:-4]), parts[-1]]))
    raw = zlib.decompress(parts[1][1])
    save("idat-few-rows.png", rebuild([parts[0], (b"IDAT", zlib.compress(raw[:len(raw) // 2])), parts[-1]]))
    save("idat-more-rows.png", rebuild([parts[0], (b"IDAT", zlib.compress(raw + b"\0" * 500)), parts[-1]]))
    save("idat-bad-filter.png", rebuild([parts[0], (b"IDAT", zlib.compress(b"\x07" + raw[1:])), parts[-1]]))
    body = parts[1][1]
    save("idat-split.png", rebuild([parts[0], *((b"IDAT", body[i:i + 99]) for i in range(0, len(body), 99)), parts[-1]]))
    save("idat-apart.png", rebuild([parts[0], (b"IDAT", body[:99]), (b"tEXt", b"a\0b"), (b"IDAT", body[99:]), parts[-1]]))
    save("text-bad-crc.png", rebuild([parts[0], (b"tEXt", b"a\0b", 0), *parts[1:]]))
    save("text-after-bad-crc.png", rebuild([*parts[:-1], (b"tEXt", b"a\0b", 0), parts[-1]]))
    save("text-after.png", rebuild([*parts[:-1], (b"tEXt", b"a\0b"), parts[-1]]))
    save("unknown-ancillary.png", rebuild([parts[0], (b"abCd", b"x"), *parts[1:]]))
    save("unknown-critical.png", rebuild([parts[0], (b"ABCD", b"x"), *parts[1:]]))
    save("bad-chunk-name.png", rebuild([parts[0], (b"a\0b!", b"x"), *parts[1:]]))
    save("bad-chunk-name-after.png", rebuild([*parts[:-1], (b"\x01\x02b!", b"x"), parts[-1]]))
    save("iccp-junk.png", rebuild([parts[0], (b"iCCP", b"x\0\0junk"), *parts[1:]]))
    save("iccp-method.png", rebuild([parts[0], (b"iCCP", b"x\0\x05junk"), *parts[1:]]))
    save("iccp-no-null.png", rebuild([parts[0], (b"iCCP", b"xyz"), *parts[1:]]))
    save("iccp-empty.png", rebuild([parts[0], (b"iCCP", b""), *parts[1:]]))
    save("gama-short.png", rebuild([parts[0], (b"gAMA", b"\0"), *parts[1:]]))
    save("chrm-short.png", rebuild([parts[0], (b"cHRM", b"\0"), *parts[1:]]))
    save("srgb-empty.png", rebuild([parts[0], (b"sRGB", b""), *parts[1:]]))
    save("phys-short.png", rebuild([parts[0], (b"pHYs", b"\0"), *parts[1:]]))
    save("trns-short.png", rebuild([parts[0], (b"tRNS", b"\0"), *parts[1:]]))
    save("trns-short-grey.png", rebuild([*list(chunks_of(encode("PNG", smooth[..., 0])))[:1], (b"tRNS", b"\0"), *list(chunks_of(encode("PNG", smooth[..., 0])))[1:]]))
    save("ztxt-method.png", rebuild([parts[0], (b"zTXt", b"k\0\x05abc"), *parts[1:]]))
    save("ztxt-junk.png", rebuild([parts[0], (b"zTXt", b"k\0\0abc"), *parts[1:]]))
    save("ztxt-bomb.png", rebuild([parts[0], (b"zTXt", b"k\0\0" + zlib.compress(b"a" * 2_000_000)), *parts[1:]]))
    save("itxt-bomb.png", rebuild([parts[0], (b"iTXt", b"k\0\x01\0\0\0" + zlib.compress(b"a" * 2_000_000)), *parts[1:]]))
    save("iccp-bomb.png", rebuild([parts[0], (b"iCCP", b"k\0\0" + zlib.compress(b"a" * 2_000_000)), *parts[1:]]))
    save("ihdr-short.png", rebuild([(b"IHDR", parts[0][1][:12]), *parts[1:]]))
    save("ihdr-long.png", rebuild([(b"IHDR", parts[0][1] + b"\0"), *parts[1:]]))
    save("ihdr-twice.png", rebuild([parts[0], *parts]))
    save("ihdr-late.png", rebuild([(b"tEXt", b"a\0b"), *parts]))
    save("plte-late.png", rebuild([*parts[:-1], (b"PLTE", b"\0" * 6), parts[-1]]))
    save("actl-short.png", rebuild([parts[0], (b"acTL", b"\0"), *parts[1:]]))
    save("actl-zero.png", rebuild([parts[0], (b"acTL", b"\0" * 8), *parts[1:]]))
    save("actl-twice.png", rebuild([parts[0], (b"acTL", b"\0\0\0\1\0\0\0\0"), (b"acTL", b"\0\0\0\1\0\0\0\0"), *parts[1:]]))
    save("fctl-sequence.png", rebuild([parts[0], (b"acTL", b"\0\0\0\1\0\0\0\0"), (b"fcTL", b"\0\0\0\5" + b"\0" * 22), *parts[1:]]))
    save("fctl-outside.png", rebuild([parts[0], (b"acTL", b"\0\0\0\1\0\0\0\0"), (b"fcTL", b"\0\0\0\0" + struct.pack(">IIII", 100, 100, 0, 0) + b"\0" * 6), *parts[1:]]))
    save("fctl-short.png", rebuild([parts[0], (b"acTL", b"\0\0\0\1\0\0\0\0"), (b"fcTL", b"\0\0\0\0"), *parts[1:]]))
    apng = encode("PNG", Image.fromarray(noise), save_all=True, append_images=[Image.fromarray(smooth)])
    save("apng.png", apng)
    at_many_points("apng", "png", apng, 12)
    for name, values in {"interlace-2": (12, b"\2"), "filter-1": (11, b"\1"), "compression-1": (10, b"\1"), "colour-5": (9, b"\5"), "colour-1": (9, b"\1"),
                         "depth-3": (8, b"\3"), "depth-0": (8, b"\0"), "depth-4-rgb": (8, b"\4"), "depth-16-lie": (8, b"\x10"), "palette-missing": (9, b"\3"),
                         "zero-width": (0, b"\0\0\0\0"), "negative-width": (0, b"\xff\xff\xff\xff"), "high-lie": (4, b"\0\0\0\x60"),
                         "bomb-warning": (0, struct.pack(">II", 9500, 9500)), "bomb-error": (0, struct.pack(">II", 20000, 20000)),
                         "wide": (0, struct.pack(">II", 2_000_000, 40)), "interlace-lie": (12, b"\1")}.items():
        at, value = values
        header = parts[0][1][:at] + value + parts[0][1][at + len(value):]
        save(f"ihdr-{name}.png", rebuild([(b"IHDR", header), *parts[1:]]))
    save("grey.png", encode("PNG", smooth[..., 0]))
    save("grey-16.png", encode("PNG", smooth[..., 0].astype(np.uint16) * 200))
    save("bilevel.png", encode("PNG", Image.fromarray(smooth[..., 0]).convert("1")))
    save("palette.png", encode("PNG", Image.fromarray(noise).convert("P")))
    save("palette-4.png", encode("PNG", Image.fromarray(noise).quantize(16), bits=4))
    save("palette-alpha.png", encode("PNG", Image.fromarray(noise).convert("P"), transparency=3))
    palette = list(chunks_of(encode("PNG", Image.fromarray(noise).convert("P"))))
    save("palette-gone.png", rebuild([part for part in palette if part[0] != b"PLTE"]))
    save("palette-odd.png", rebuild([(kind, data[:-1]) if kind == b"PLTE" else (kind, data) for kind, data in palette]))
    save("palette-few.png", rebuild([(kind, data[:6]) if kind == b"PLTE" else (kind, data) for kind, data in palette]))
    save("alpha.png", encode("PNG", Image.fromarray(noise).convert("RGBA")))
    save("grey-alpha.png", encode("PNG", Image.fromarray(noise).convert("LA")))
    rgb16 = b"".join(b"\0" + (row.astype(">u2") * 257).tobytes() for row in noise)
    header16 = parts[0][1][:8] + b"\x10" + parts[0][1][9:]
    save("rgb-16.png", rebuild([(b"IHDR", header16), (b"IDAT", zlib.compress(rgb16)), parts[-1]]))
