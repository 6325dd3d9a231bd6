"""sha256 of every photo's RGB pixels, and of YOLOv5's letterbox of them at several sizes, by OpenCV. usage: IMAGES_DIR"""
import hashlib
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "containers" / "training" / "python"))
from glue import prepare_yolov5

prepare_yolov5()
import cv2
from yolov5.utils.augmentations import letterbox

SIZES = [(640, 640), (480, 640), (320, 320), (960, 960)]
hashes = {}
for path in sorted(Path(sys.argv[1]).glob("*.jpg")):
    photo = cv2.imread(str(path))
    entry = {"pixels": hashlib.sha256(photo[:, :, ::-1].tobytes()).hexdigest()}
    for size in SIZES:
        boxed = letterbox(photo, size, auto=False)[0]
        entry[f"{size[0]}x{size[1]}"] = hashlib.sha256(boxed[:, :, ::-1].tobytes()).hexdigest()
    hashes[path.name] = entry
print(json.dumps(hashes))
