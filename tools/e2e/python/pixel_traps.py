"""Small images of every kind whose pixels readers disagree on, and the sha256 of the RGB that OpenCV (GIF: Pillow) gives. usage: OUT_DIR"""
import hashlib
import json
import sys
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(1)
rgba = rng.integers(0, 256, (45, 67, 4), dtype=np.uint8)
deep = rng.integers(0, 65536, (45, 67, 3), dtype=np.uint16)
noise, four = Image.fromarray(rgba[..., :3]), Image.fromarray(rgba)
soft = Image.fromarray(np.kron(rgba[:9, :14, :3], np.ones((5, 5, 1), np.uint8))[:45, :67])
kinds = {
    "rgb.jpg": soft, "grey.jpg": soft.convert("L"), "cmyk.jpg": Image.fromarray(rgba, "CMYK"),
    "rgb.png": noise, "rgba.png": four, "grey.png": noise.convert("L"), "grey-alpha.png": four.convert("LA"),
    "palette.png": noise.convert("P", palette=Image.ADAPTIVE), "bits.png": noise.convert("1"),
    "rgb.webp": soft, "rgba.webp": four, "rgb.tif": noise, "rgba.tif": four, "grey.tif": noise.convert("L"),
    "cmyk.tif": noise.convert("CMYK"), "bits.tif": noise.convert("1"), "first.gif": noise.convert("P", palette=Image.ADAPTIVE),
}
for name, image in kinds.items():
    more = {"save_all": True, "append_images": [soft.convert("P")]} if name.endswith(".gif") else {}
    image.save(out / name, **more)
soft.save(out / "progressive.jpg", progressive=True)
for name, pixels in {"rgb16.png": deep, "grey16.png": deep[..., 0], "rgba16.png": np.dstack([deep, deep[..., 0]]),
                     "rgb16.tif": deep, "grey16.tif": deep[..., 0]}.items():
    cv2.imwrite(str(out / name), pixels)

hashes = {}
for path in sorted(out.iterdir()):
    rgb = np.asarray(Image.open(path).convert("RGB")) if path.suffix == ".gif" else cv2.imread(str(path))[:, :, ::-1]
    hashes[path.name] = hashlib.sha256(np.ascontiguousarray(rgb).tobytes()).hexdigest()
print(json.dumps(hashes))
