"""What YOLOv5's verify_image_label and cv2.imread make of every file, by folder and name.
usage: IMAGES_DIR... (they are changed)"""
import hashlib
import json
import math
import os
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "containers" / "training" / "python"))
from glue import prepare_yolov5

prepare_yolov5()
import cv2
from yolov5.utils.dataloaders import img2label_paths, verify_image_label


def judge(path: Path) -> dict:
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        image, boxes, shape, _, missing, found, empty, corrupt, message = verify_image_label((str(path), img2label_paths([str(path)])[0], ""))
    rewritten = hashlib.sha256(path.read_bytes()).hexdigest() != before
    pixels = cv2.imread(str(path))
    return {"dropped": bool(corrupt), "message": message.replace(str(path), path.name), "rewritten": rewritten,
            "warnings": [str(w.message).replace(str(path), path.name) for w in caught if issubclass(w.category, (UserWarning, RuntimeWarning))],
            "shape": None if shape is None else [int(side) for side in shape],
            "pixels": None if pixels is None else [pixels.shape[1], pixels.shape[0]],
            "boxes": None if boxes is None else [[float(value) if math.isfinite(value) else "Infinity" for value in row] for row in boxes]}


def judge_all(folder: str) -> dict:
    return {path.name: judge(path) for path in sorted(Path(folder).rglob("*.*")) if path.is_file() and path.suffix != ".txt"}


os.environ["OPENCV_LOG_LEVEL"] = "SILENT"
print(json.dumps({folder: judge_all(folder) for folder in sys.argv[1:]}))
