"""How well each label's box covers the red rectangle of its image, as IoU: in what cv2.imread gives, and in what YOLOv5's own
loader gives, letterboxed to squares and to batch shapes (rect). usage: IMAGES_DIR...; answers for each of them"""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "containers" / "training" / "python"))
from glue import prepare_yolov5

prepare_yolov5()
import cv2
import numpy as np
from yolov5.utils.dataloaders import LoadImagesAndLabels, img2label_paths


def iou_with_red(bgr: np.ndarray, box) -> float:
    """`box` is centre x, centre y, width, height as shares of the image's sides."""
    height, width = bgr.shape[:2]
    rows, columns = np.nonzero((bgr[..., 2] > 120) & (bgr[..., 1] < 110))
    if not len(rows):
        return 0.0
    red = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    x, y, w, h = box[0] * width, box[1] * height, box[2] * width, box[3] * height
    label = (x - w / 2, y - h / 2, x + w / 2, y + h / 2)
    inter = max(0, min(red[2], label[2]) - max(red[0], label[0])) * max(0, min(red[3], label[3]) - max(red[1], label[1]))
    area = lambda one: (one[2] - one[0]) * (one[3] - one[1])
    return float(inter / (area(red) + area(label) - inter))


def by_loader(folder: str, rect: bool) -> dict:
    loader = LoadImagesAndLabels(folder, img_size=128, batch_size=1, rect=rect, workers=0)
    items = (loader[i] for i in range(len(loader)))
    return {Path(path).name: iou_with_red(image.numpy()[::-1].transpose(1, 2, 0), labels[0, 2:].tolist()) for image, labels, path, _ in items}


def look_at(folder: str) -> dict:
    squares, batches = by_loader(folder, False), by_loader(folder, True)
    found = {}
    for path in sorted(Path(folder).iterdir()):
        row = [float(value) for value in Path(img2label_paths([str(path)])[0]).read_text().split()]
        found[path.name] = {"opencv": iou_with_red(cv2.imread(str(path)), row[1:]), "yolov5": squares.get(path.name, 0.0),
                            "yolov5Rect": batches.get(path.name, 0.0)}
    return found


print(json.dumps({folder: look_at(folder) for folder in sys.argv[1:]}))
