"""Photos with a red rectangle and every EXIF orientation, in every format that can carry one, each with the rectangle's place
in its stored and its displayed pixels. usage: OUT_DIR"""
import io
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

BOX = (6, 4, 18, 10)  # left, top, width, height: no symmetry turns it into itself
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "tif": "TIFF", "mpo": "MPO"}
out = Path(sys.argv[1])
out.mkdir(parents=True)


def red_box(pixels: np.ndarray) -> list:
    red = (pixels[..., 0] > 150) & (pixels[..., 1] < 100)
    (top, bottom), (left, right) = ((side.min(), side.max() + 1) for side in np.nonzero(red))
    return [int(left), int(top), int(right - left), int(bottom - top)]


def encode(pixels: np.ndarray, suffix: str, orientation: int) -> bytes:
    image, stream = Image.fromarray(pixels), io.BytesIO()
    options = {"quality": 95, "subsampling": 0} if suffix in ("jpg", "mpo") else {}
    if suffix == "tif":
        options["tiffinfo"] = {0x112: orientation}
    else:
        exif = Image.Exif()
        exif[0x112] = orientation
        options["exif"] = exif
    if suffix == "mpo":
        options |= {"save_all": True, "append_images": [image]}
    image.save(stream, FORMATS[suffix], **options)
    return stream.getvalue()


photos = []
for suffix in FORMATS:
    for width, height in ((64, 40), (48, 48)):
        pixels = np.zeros((height, width, 3), np.uint8)
        left, top, box_width, box_height = BOX
        pixels[top:top + box_height, left:left + box_width] = (255, 0, 0)
        for orientation in range(1, 9):
            # A grey of its own, so that no two photos are the same.
            pixels[-2:, -2:] = orientation * 8
            name = f"{suffix}-{width}x{height}-{orientation}.{suffix}"
            (out / name).write_bytes(encode(pixels, suffix, orientation))
            turned = Image.fromarray(pixels)
            turned.getexif()[0x112] = orientation
            shown = np.asarray(ImageOps.exif_transpose(turned))
            photos.append({"name": name, "format": suffix, "orientation": orientation, "isSquare": width == height,
                           "stored": {"size": [width, height], "box": list(BOX)},
                           "displayed": {"size": [shown.shape[1], shown.shape[0]], "box": red_box(shown)}})
print(json.dumps(photos))
