"""EXIF blocks of every orientation, and of none that anybody wrote on purpose."""
import struct

import numpy as np
from PIL import Image

from .files import after_soi, encode, exif_block, noise, rebuild, save, segment, smooth
from .pngs import png_with


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
