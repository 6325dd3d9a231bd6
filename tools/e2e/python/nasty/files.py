"""The folder that is filled, what files are made of, and how they are cut and put together again."""
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


def flipped_in_strips(stem: str, tiff: bytes, flips: int) -> None:
    """Bytes changed within a TIFF's strips or tiles: its structure stays whole."""
    tags = Image.open(io.BytesIO(tiff)).tag_v2
    parts = list(zip(tags.get(273) or tags[324], tags.get(279) or tags[325]))
    dice = np.random.default_rng(len(tiff))
    for i in range(flips):
        start, length = parts[dice.integers(len(parts))]
        # The first flips are in the heads of parts, where a decoder finds out what it has.
        place = start + (min(i * 3, length - 1) if i < flips // 4 else int(dice.integers(length)))
        data = bytearray(tiff)
        data[place] ^= 1 << int(dice.integers(8)) if i % 2 else 0xFF
        save(f"{stem}-flip-{i:03d}.tif", bytes(data))


def at_many_points(stem: str, suffix: str, data: bytes, points: int = 24) -> None:
    places = sorted({round(len(data) * i / points) for i in range(points)} | {len(data) - i for i in range(1, 13)} | set(range(0, 34, 3)))
    for place in places:
        if 0 <= place < len(data):
            save(f"{stem}-cut-{place:06d}.{suffix}", data[:place])
