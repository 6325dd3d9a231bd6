"""WebP, BMP, TIFF, PFM, formats under other names, tiny and large images."""
import struct

import numpy as np
from PIL import Image

from .files import at_many_points, encode, exif_block, flipped_in_strips, noise, save, smooth


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
    flips_in_strips()
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


def flips_in_strips() -> None:
    import cv2
    for compression, flips in {"tiff_lzw": 20, "tiff_adobe_deflate": 20, "packbits": 8, "jpeg": 160}.items():
        for name, rows in {"whole": 40, "strips": 8}.items():
            tiff = encode("TIFF", noise if rows == 40 else smooth, compression=compression, strip_size=rows * 180)
            flipped_in_strips(f"{compression}-{name}", tiff, flips)
    for mode in ("L", "CMYK", "YCbCr"):
        flipped_in_strips(f"jpeg-{mode.lower()}", encode("TIFF", Image.fromarray(noise).convert(mode), compression="jpeg"), 80)
    flipped_in_strips("group4", encode("TIFF", Image.fromarray(noise).convert("1"), compression="group4"), 12)
    flipped_in_strips("lzw-16", cv2.imencode(".tif", noise.astype(np.uint16) * 200)[1].tobytes(), 20)
