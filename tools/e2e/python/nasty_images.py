"""Writes a folder of image files that datasets really hold, and of every way in which they are broken. usage: OUT_DIR"""
import io
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(0)
noise = rng.integers(0, 256, (40, 60, 3), dtype=np.uint8)
smooth = np.add.outer(np.arange(40) * 3, np.arange(60) * 2)[..., None].repeat(3, 2).astype(np.uint8)


def save(name: str, data: bytes) -> None:
    (out / name).write_bytes(data)


def encode(format: str, pixels=smooth, mode=None, **options) -> bytes:
    image = Image.fromarray(pixels, mode) if isinstance(pixels, np.ndarray) else pixels
    stream = io.BytesIO()
    image.save(stream, format, **options)
    return stream.getvalue()


def exif_block(orientation: int, order: str = "<", kind: int = 3, extra: bytes = b"", count: int = 1) -> bytes:
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    value = struct.pack(order + ("HH" if kind == 3 else "I"), *((orientation, 0) if kind == 3 else (orientation,)))
    return head + struct.pack(order + "HHHI", 1, 0x0112, kind, count) + value + struct.pack(order + "I", 0) + extra


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def after_soi(jpeg: bytes, *segments: bytes) -> bytes:
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def chunk(kind: bytes, data: bytes, crc=None) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)


def chunks_of(png: bytes):
    at = 8
    while at < len(png):
        length, = struct.unpack(">I", png[at:at + 4])
        yield png[at + 4:at + 8], png[at + 8:at + 8 + length]
        at += 12 + length


def rebuild(parts, tail=b"") -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts) + tail


def at_many_points(stem: str, suffix: str, data: bytes, points: int = 24) -> None:
    places = sorted({round(len(data) * i / points) for i in range(points)} | {len(data) - i for i in range(1, 13)} | set(range(0, 34, 3)))
    for place in places:
        if 0 <= place < len(data):
            save(f"{stem}-cut-{place:06d}.{suffix}", data[:place])


def jpegs() -> None:
    plain = encode("JPEG", quality=90)
    save("plain.jpg", plain)
    save("plain.JPEG", plain)
    save("png-named.png", plain)
    at_many_points("jpeg", "jpg", plain, 40)
    progressive = encode("JPEG", noise, progressive=True)
    save("progressive.jpg", progressive)
    at_many_points("progressive", "jpg", progressive)
    restart = encode("JPEG", noise, restart_marker_blocks=1)
    save("restart.jpg", restart)
    save("restart-lost.jpg", restart.replace(b"\xff\xd3", b"", 1))
    save("grey.jpg", encode("JPEG", smooth[..., 0]))
    save("cmyk.jpg", encode("JPEG", Image.fromarray(noise).convert("CMYK")))
    save("keep-rgb.jpg", encode("JPEG", noise, keep_rgb=True))
    save("optimised.jpg", encode("JPEG", noise, optimize=True, subsampling=0))
    for name, tail in {"zero": b"\0" * 7, "text": b"camera notes", "one": b"\0", "newline": b"\n", "eoi-again": b"xx\xff\xd9",
                       "jpeg": plain, "eoi-twice": b"\xff\xd9", "cut-jpeg": plain[:-7], "trailer": b"x" * 70000}.items():
        save(f"tail-{name}.jpg", plain + tail)
    save("scan-cut-but-eoi.jpg", plain[:-60] + b"\xff\xd9")
    save("no-scan-but-eoi.jpg", plain[:plain.index(b"\xff\xda")] + b"\xff\xd9")
    save("scan-header-then-eoi.jpg", plain[:plain.index(b"\xff\xda") + 14] + b"\xff\xd9")
    for kind in (0xC4, 0xDB, 0xC0):
        at = plain.index(bytes((0xFF, kind)))
        length, = struct.unpack(">H", plain[at + 2:at + 4])
        save(f"without-{kind:02x}.jpg", plain[:at] + plain[at + 2 + length:])
    save("soi-eoi.jpg", b"\xff\xd8\xff\xd9")
    save("soi-only.jpg", b"\xff\xd8\xff")
    save("junk-between.jpg", after_soi(plain, b"\0\0\0"))
    save("fill-bytes.jpg", after_soi(plain, b"\xff\xff\xff"))
    save("fill-before-sos.jpg", plain.replace(b"\xff\xda", b"\xff\xff\xff\xda", 1))
    save("fill-before-eoi.jpg", plain[:-2] + b"\xff\xff\xff\xd9")
    save("scan-junk-before-eoi.jpg", plain[:-2] + b"junk\xff\xd9")
    save("scan-unknown-marker.jpg", plain[:-40] + b"\xff\x05" + plain[-40:])
    save("scan-zeroed.jpg", plain[:-200] + b"\0" * 198 + b"\xff\xd9")
    save("scan-tail-zeroed.jpg", plain[:-200] + b"\0" * 200)
    save("lone-restart-marker.jpg", after_soi(plain, b"\xff\xd0"))
    save("leading-bytes.jpg", b"\0" + plain)
    save("comment.jpg", after_soi(plain, segment(0xFE, b"\xff\xd9\xff\xda")))
    thumb = encode("JPEG", smooth[:16, :16])
    save("thumbnail.jpg", after_soi(plain, segment(0xE1, b"Exif\0\0" + exif_block(1, extra=thumb))))
    with_thumb = after_soi(plain, segment(0xE1, b"Exif\0\0" + exif_block(6, extra=thumb)))
    at_many_points("thumbnail", "jpg", with_thumb)
    save("segment-overrun.jpg", after_soi(plain, b"\xff\xe5\xff\xff"))
    save("segment-short-length.jpg", after_soi(plain, b"\xff\xe5\0\0"))
    save("segment-length-1.jpg", after_soi(plain, b"\xff\xe5\0\x01"))
    save("reserved-marker.jpg", after_soi(plain, segment(0x02, b"xy")))
    save("jpg8-marker.jpg", after_soi(plain, b"\xff\xf0"))
    save("early-eoi.jpg", after_soi(plain, b"\xff\xd9"))
    sof = plain.index(b"\xff\xc0")

    def sof_with(offset: int, value: bytes) -> bytes:
        return plain[:sof + offset] + value + plain[sof + offset + len(value):]
    save("twelve-bit.jpg", sof_with(4, b"\x0c"))
    save("two-components.jpg", sof_with(9, b"\x02"))
    save("five-components.jpg", sof_with(9, b"\x05"))
    save("zero-height.jpg", sof_with(5, b"\0\0"))
    save("zero-width.jpg", sof_with(7, b"\0\0"))
    save("tall-lie.jpg", sof_with(5, struct.pack(">H", 80)))
    save("bomb-warning.jpg", sof_with(5, struct.pack(">HH", 9500, 9500)))
    save("bomb-below.jpg", sof_with(5, struct.pack(">HH", 9459, 9459)))
    save("bomb-error.jpg", sof_with(5, struct.pack(">HH", 20000, 20000)))
    for kind in (0xC1, 0xC3, 0xC5, 0xC9, 0xCA, 0xCB, 0xCF):
        save(f"sof-{kind:02x}.jpg", sof_with(1, bytes((kind,))))
    for icc in ("junk", "short", "wrong-count"):
        data = {"junk": b"ICC_PROFILE\0\x01\x01junk", "short": b"ICC_PROFILE\0", "wrong-count": b"ICC_PROFILE\0\x01\x07junk"}[icc]
        save(f"icc-{icc}.jpg", after_soi(plain, segment(0xE2, data)))
    save("jfif-short.jpg", after_soi(plain, segment(0xE0, b"JFIF\0")))
    save("jfif-tiny.jpg", after_soi(plain, segment(0xE0, b"JFIF")))
    save("adobe-short.jpg", after_soi(plain, segment(0xEE, b"Adobe")))
    save("photoshop-junk.jpg", after_soi(plain, segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x03\xed\0\0\0\0\0\xff\x01")))
    save("photoshop-cut-name.jpg", after_soi(plain, segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x03\xed")))
    save("photoshop-cut-code.jpg", after_soi(plain, segment(0xED, b"Photoshop 3.0\0" + b"8BIM")))
    save("photoshop-short-resolution.jpg", after_soi(plain, segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x03\xed\0\0\0\0\0\x02\x01\x02")))
    save("dqt-short.jpg", after_soi(plain, segment(0xDB, b"\0" + b"\x01" * 30)))
    save("dqt-16-bit.jpg", after_soi(plain, segment(0xDB, b"\x13" + b"\0\x01" * 64)))
    save("dht-bad.jpg", after_soi(plain, segment(0xC4, b"\x00" + b"\xff" * 16)))
    mpf = b"MPF\0"
    save("mpf-junk.jpg", after_soi(plain, segment(0xE2, mpf + b"junkjunkjunk")))
    save("mpf-empty.jpg", after_soi(plain, segment(0xE2, mpf)))
    save("mpf-no-count.jpg", after_soi(plain, segment(0xE2, mpf + exif_block(1))))

    def mpf_of(count, entries, order="<", formats=0):
        head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
        ifd = struct.pack(order + "H", 2) + struct.pack(order + "HHII", 0xB001, 4, 1, count)
        ifd += struct.pack(order + "HHII", 0xB002, 7, 16 * entries, 38) + struct.pack(order + "I", 0)
        return mpf + head + ifd + struct.pack(order + "IIIHH", formats << 24, 0, 0, 0, 0) * entries
    for name, mp in {"one": mpf_of(1, 1), "two": mpf_of(2, 2), "two-big-endian": mpf_of(2, 2, ">"), "few-entries": mpf_of(3, 2),
                     "other-format": mpf_of(2, 2, formats=1), "zero": mpf_of(0, 0), "more-entries": mpf_of(2, 3)}.items():
        save(f"mpf-{name}.jpg", after_soi(plain, segment(0xE2, mp)))
        save(f"mpf-{name}-tail.jpg", after_soi(plain, segment(0xE2, mp)) + b"tail")
    ultra = segment(0xE1, b'http://ns.adobe.com/xap/1.0/\0<x hdrgm:Version="1.0"/>')
    save("ultra-hdr.jpg", after_soi(plain, ultra, segment(0xE2, mpf_of(2, 2))))
    save("ultra-hdr-tail.jpg", after_soi(plain, ultra, segment(0xE2, mpf_of(2, 2))) + plain[:-2] + b"xx")
    mpo = encode("MPO", Image.fromarray(noise), save_all=True, append_images=[Image.fromarray(smooth)])
    save("two-frames.mpo", mpo)
    save("mpo-named.jpg", mpo)
    save("mpo-tail.jpg", mpo + b"tail")
    at_many_points("mpo", "mpo", mpo)
    save("mpo-end-zeroed.jpg", mpo[:-2] + b"\0\0")


def exifs() -> None:
    plain = encode("JPEG", quality=90)
    for orientation in list(range(10)) + [255, 65535]:
        for order in "<>":
            block = b"Exif\0\0" + exif_block(orientation, order)
            save(f"exif-{orientation}-{'le' if order == '<' else 'be'}.jpg", after_soi(plain, segment(0xE1, block)))
    good = exif_block(6)
    variants = {
        "long": exif_block(6, kind=4), "byte": exif_block(6, kind=1), "signed": exif_block(6, kind=8), "rational": exif_block(6, kind=5),
        "ascii": exif_block(6, kind=2), "unknown-type": exif_block(6, kind=99), "count-0": exif_block(6, count=0), "count-2": exif_block(6, count=2),
        "count-3": exif_block(6, count=3), "double": exif_block(6, kind=12), "undefined": exif_block(6, kind=7), "long-be": exif_block(6, ">", kind=4),
        "byte-be": exif_block(6, ">", kind=1), "signed-be": exif_block(6, ">", kind=8), "slong": exif_block(6, kind=9), "float": exif_block(6, kind=11),
        "ifd-far": b"II*\0" + struct.pack("<I", 5000), "ifd-zero": b"II*\0" + struct.pack("<I", 0), "order-bad": b"XX*\0" + good[4:],
        "magic-bad": b"II+\0" + good[4:], "magic-swapped": b"II\0*" + good[4:], "head-only": b"II*\0\x08\0\0\0", "empty": b"", "one": b"I",
        "entries-cut": good[:14], "entries-many": good[:8] + b"\xff\xff" + good[10:], "no-next": good[:-4], "value-cut": good[:-6],
        "twice-inside": b"II*\0\x08\0\0\0" + struct.pack("<HHHIHHHHIHH", 2, 0x112, 3, 1, 6, 0, 0x112, 3, 1, 3, 0) + b"\0\0\0\0",
        "in-ifd1": b"II*\0\x08\0\0\0" + struct.pack("<HI", 0, 14) + struct.pack("<HHHIHH", 1, 0x112, 3, 1, 6, 0) + b"\0\0\0\0",
        "in-exif-ifd": b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, 0x8769, 4, 1, 26) + b"\0\0\0\0" + struct.pack("<HHHIHH", 1, 0x112, 3, 1, 6, 0) + b"\0\0\0\0",
        "not-first": b"II*\0\x08\0\0\0" + struct.pack("<HHHIIHHIHH", 2, 0x100, 4, 1, 60, 0x112, 3, 1, 6, 0) + b"\0\0\0\0",
        "unsorted": b"II*\0\x08\0\0\0" + struct.pack("<HHHIIHHIHH", 2, 0x201, 4, 1, 60, 0x112, 3, 1, 6, 0) + b"\0\0\0\0",
        "make-lost": b"II*\0\x08\0\0\0" + struct.pack("<HHHIIHHIHH", 2, 0x10f, 2, 40, 9000, 0x112, 3, 1, 6, 0) + b"\0\0\0\0",
        "make-lost-after": b"II*\0\x08\0\0\0" + struct.pack("<HHHIHHHHII", 2, 0x112, 3, 1, 6, 0, 0x131, 2, 40, 9000) + b"\0\0\0\0",
        "resolution-lost": b"II*\0\x08\0\0\0" + struct.pack("<HHHIHHHHII", 2, 0x112, 3, 1, 6, 0, 0x11a, 5, 1, 9000) + b"\0\0\0\0",
        "far-but-fine": b"II*\0" + struct.pack("<I", 40) + b"\0" * 32 + good[8:],
    }
    for name, block in variants.items():
        save(f"exif-{name}.jpg", after_soi(plain, segment(0xE1, b"Exif\0\0" + block)))
        save(f"exif-{name}.png", rebuild([*png_with(block)]))
    app1 = segment(0xE1, b"Exif\0\0" + good)
    xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>")
    save("exif-after-xmp.jpg", after_soi(plain, xmp, app1))
    save("exif-before-xmp.jpg", after_soi(plain, app1, xmp))
    save("exif-twice.jpg", after_soi(plain, app1, segment(0xE1, b"Exif\0\0" + exif_block(3))))
    save("exif-after-jfif.jpg", plain[:20] + app1 + plain[20:])
    sos = plain.index(b"\xff\xda")
    save("exif-before-sos.jpg", plain[:sos] + app1 + plain[sos:])
    save("exif-after-scan.jpg", plain[:-2] + app1 + plain[-2:])
    save("exif-in-app2.jpg", after_soi(plain, segment(0xE2, b"Exif\0\0" + good)))
    save("exif-no-pad.jpg", after_soi(plain, segment(0xE1, b"Exif\0\x01" + good)))
    save("exif-lower-case.jpg", after_soi(plain, segment(0xE1, b"exif\0\0" + good)))
    save("exif-empty-app1-first.jpg", after_soi(plain, segment(0xE1, b""), app1))
    save("exif-short-app1-first.jpg", after_soi(plain, segment(0xE1, b"Exif"), app1))
    mpo = encode("MPO", Image.fromarray(noise), save_all=True, append_images=[Image.fromarray(smooth)])
    for orientation in range(1, 9):
        block = exif_block(orientation)
        save(f"exif-{orientation}.png", rebuild(png_with(block)))
        save(f"exif-late-{orientation}.png", rebuild(png_with(block, late=True)))
        save(f"exif-prefixed-{orientation}.png", rebuild(png_with(b"Exif\0\0" + block)))
        save(f"exif-{orientation}.webp", encode("WEBP", exif=block))
        save(f"exif-prefixed-{orientation}.webp", encode("WEBP", exif=b"Exif\0\0" + block))
        save(f"exif-lossless-{orientation}.webp", encode("WEBP", exif=block, lossless=True))
        save(f"exif-{orientation}.tif", encode("TIFF", tiffinfo={0x112: orientation}))
        save(f"exif-grey-{orientation}.tif", encode("TIFF", smooth[..., 0], tiffinfo={0x112: orientation}))
        save(f"exif-grey-{orientation}.jpg", encode("JPEG", smooth[..., 0], exif=b"Exif\0\0" + block))
        save(f"exif-lzw-{orientation}.tif", encode("TIFF", tiffinfo={0x112: orientation}, compression="tiff_lzw"))
        save(f"exif-16-bit-{orientation}.tif", encode("TIFF", smooth[..., 0].astype(np.uint16) * 200, tiffinfo={0x112: orientation}))
        save(f"exif-{orientation}.mpo", after_soi(mpo, segment(0xE1, b"Exif\0\0" + block)))
        square = encode("JPEG", smooth[:, :40])
        save(f"exif-square-{orientation}.jpg", after_soi(square, segment(0xE1, b"Exif\0\0" + block)))


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


def others() -> None:
    webp = encode("WEBP")
    save("plain.webp", webp)
    save("webp-named.jpg", webp)
    at_many_points("webp", "webp", webp)
    save("tail.webp", webp + b"tail")
    lossless = encode("WEBP", noise, lossless=True)
    save("lossless.webp", lossless)
    at_many_points("lossless", "webp", lossless)
    alpha = encode("WEBP", Image.fromarray(noise).convert("RGBA"))
    save("alpha.webp", alpha)
    at_many_points("alpha", "webp", alpha)
    extended = encode("WEBP", exif=exif_block(1), icc_profile=b"x" * 20)
    at_many_points("extended", "webp", extended)
    save("extended-tail.webp", extended + b"tail")
    animated = encode("WEBP", Image.fromarray(noise), save_all=True, append_images=[Image.fromarray(smooth)])
    save("animated.webp", animated)
    at_many_points("animated", "webp", animated, 10)
    save("riff-size-small.webp", webp[:4] + struct.pack("<I", 20) + webp[8:])
    save("riff-size-large.webp", webp[:4] + struct.pack("<I", len(webp) + 100) + webp[8:])
    save("riff-size-huge.webp", webp[:4] + b"\xff\xff\xff\xff" + webp[8:])
    save("vp8-size-small.webp", webp[:16] + struct.pack("<I", 30) + webp[20:])
    save("vp8-size-large.webp", webp[:16] + struct.pack("<I", len(webp)) + webp[20:])
    save("vp8-no-start-code.webp", webp[:23] + b"abc" + webp[26:])
    save("vp8-payload-junk.webp", webp[:40] + b"\xaa" * (len(webp) - 40))
    save("vp8l-bad-signature.webp", lossless[:20] + b"\0" + lossless[21:])
    save("vp8l-payload-junk.webp", lossless[:40] + b"\xaa" * (len(lossless) - 40))
    save("vp8x-other-size.webp", extended[:24] + b"\x50\0\0\x50\0\0" + extended[30:])
    save("riff-wave.webp", b"RIFF" + webp[4:8] + b"WAVE" + webp[12:])
    for bits in ("RGB", "L", "1", "P", "RGBA"):
        bmp = encode("BMP", Image.fromarray(noise).convert(bits))
        save(f"{bits.lower()}.bmp", bmp)
        at_many_points(bits.lower(), "bmp", bmp, 6)
    bmp = encode("BMP", noise)
    save("bmp-named.jpg", bmp)
    save("tail.bmp", bmp + b"tail")

    def bmp_with(offset: int, value: bytes) -> bytes:
        return bmp[:offset] + value + bmp[offset + len(value):]
    for name, values in {"top-down": (22, struct.pack("<i", -40)), "header-99": (14, struct.pack("<I", 99)), "bits-7": (28, b"\7\0"),
                         "compression-9": (30, b"\x09"), "rle-24": (30, b"\1"), "offset-far": (10, struct.pack("<I", 100000)), "offset-zero": (10, b"\0\0\0\0"),
                         "negative-width": (18, struct.pack("<i", -60)), "zero-width": (18, b"\0\0\0\0"), "tall": (22, struct.pack("<i", 80)),
                         "bomb-warning": (18, struct.pack("<ii", 9500, 9500)), "planes-0": (26, b"\0\0"), "jpeg-compression": (30, b"\4"),
                         "bitfields-24": (30, b"\3"), "size-lie": (2, b"\0\0\0\0"), "bits-32": (28, b"\x20\0"), "bits-16": (28, b"\x10\0")}.items():
        save(f"{name}.bmp", bmp_with(*values))
    core = b"BM" + struct.pack("<IHHI", 26 + 40 * 180, 0, 0, 26) + struct.pack("<IHHHH", 12, 60, 40, 1, 24) + b"\x55" * 40 * 180
    save("os2.bmp", core)
    rle = b"BM" + struct.pack("<IHHI", 0, 0, 0, 54 + 1024) + struct.pack("<IiiHHIIiiII", 40, 60, 40, 1, 8, 1, 0, 0, 0, 0, 0) + bytes(1024) + b"\x3c\x05\0\0" * 40 + b"\0\1"
    save("rle8.bmp", rle)
    save("rle8-cut.bmp", rle[:-60])
    save("dib-only.bmp", bmp[14:])
    for compression in (None, "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg", "zstd", "lzma", "tiff_deflate"):
        tiff = encode("TIFF", noise, compression=compression)
        save(f"{compression or 'raw'}.tif", tiff)
        at_many_points(compression or "raw", "tif", tiff, 8)
    save("tiff-named.jpg", encode("TIFF"))
    save("tiff-tail.tif", encode("TIFF") + b"tail")
    save("multi-page.tiff", encode("TIFF", Image.fromarray(noise), save_all=True, append_images=[Image.fromarray(smooth)]))
    pages = encode("TIFF", Image.fromarray(noise), save_all=True, append_images=[Image.fromarray(smooth)])
    at_many_points("multi-page", "tif", pages, 12)
    save("big.tif", encode("TIFF", big_tiff=True))
    save("cmyk.tif", encode("TIFF", Image.fromarray(noise).convert("CMYK")))
    save("lab.tif", encode("TIFF", Image.fromarray(noise).convert("LAB")))
    save("ycbcr.tif", encode("TIFF", Image.fromarray(noise).convert("YCbCr")))
    save("grey-16.tif", encode("TIFF", smooth[..., 0].astype(np.uint16) * 200))
    save("grey-32.tif", encode("TIFF", smooth[..., 0].astype(np.int32)))
    save("float.tif", encode("TIFF", smooth[..., 0].astype(np.float32)))
    save("bilevel.tif", encode("TIFF", Image.fromarray(smooth[..., 0]).convert("1")))
    save("group4.tif", encode("TIFF", Image.fromarray(smooth[..., 0]).convert("1"), compression="group4"))
    save("palette.tif", encode("TIFF", Image.fromarray(noise).convert("P")))
    save("alpha.tif", encode("TIFF", Image.fromarray(noise).convert("RGBA")))
    save("grey-alpha.tif", encode("TIFF", Image.fromarray(noise).convert("LA")))
    import cv2
    for name, options in {"cv-rgb": [], "cv-none": [cv2.IMWRITE_TIFF_COMPRESSION, 1], "cv-rows": [cv2.IMWRITE_TIFF_COMPRESSION, 1, 278, 7]}.items():
        save(f"{name}.tif", cv2.imencode(".tif", noise, options)[1].tobytes())
    save("cv-16.tif", cv2.imencode(".tif", noise.astype(np.uint16) * 200)[1].tobytes())
    save("cv-float.tif", cv2.imencode(".tif", noise.astype(np.float32))[1].tobytes())
    save("dng-named.dng", encode("TIFF"))
    save("plain.pfm", cv2.imencode(".pfm", noise.astype(np.float32))[1].tobytes())
    save("grey.pfm", cv2.imencode(".pfm", noise[..., 0].astype(np.float32))[1].tobytes())
    save("ppm-named.jpg", encode("PPM"))
    save("gif-named.jpg", encode("GIF", Image.fromarray(noise).convert("P")))
    save("avif-named.jpg", encode("AVIF"))
    save("jp2-named.jpg", encode("JPEG2000"))
    save("ico-named.png", encode("ICO"))
    save("svg-named.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    save("text.jpg", b"Not an image at all, but long enough to be looked at.")
    save("zero-byte.jpg", b"")
    save("zero-byte.png", b"")
    save("one-byte.jpg", b"\xff")
    for width, height in ((9, 40), (10, 40), (40, 9), (40, 10), (1, 1), (9, 9), (10, 10)):
        for format, suffix in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("BMP", "bmp"), ("TIFF", "tif")):
            save(f"tiny-{width}x{height}.{suffix}", encode(format, np.resize(noise, (height, width, 3))))
    save("large.jpg", encode("JPEG", np.zeros((3000, 4000, 3), np.uint8)))


jpegs()
exifs()
pngs()
others()
print(len(list(out.iterdir())))
