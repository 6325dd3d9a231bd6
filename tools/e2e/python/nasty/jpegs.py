"""JPEG and MPO: whole, cut, with damaged segments."""
import struct

from PIL import Image

from .files import at_many_points, after_soi, encode, exif_block, noise, save, segment, smooth


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
