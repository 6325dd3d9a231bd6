"""YOLOv5's own detections through PyTorch, confidence 0.25, IoU 0.45. usage: WEIGHTS.pt IMAGES_DIR [SIZES]

SIZES is a list of height x width, such as 640x640,480x640 (default 640x640): of those each photo gets the one in which it
is scaled down least, and of several the smallest, as a model with several fixed sizes is served.
"""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "containers" / "training" / "python"))
from detector import load_detector
from glue import prepare_yolov5

prepare_yolov5()
import cv2
import torch
from yolov5.utils.augmentations import letterbox
from yolov5.utils.general import non_max_suppression, scale_boxes


def choose_size(path):
    height, width = cv2.imread(path).shape[:2]
    return max(sizes, key=lambda size: (min(size[0] / height, size[1] / width), -size[0] * size[1]))


sizes = [tuple(map(int, size.split("x"))) for size in (sys.argv[3] if len(sys.argv) > 3 else "640x640").split(",")]
model = load_detector(sys.argv[1]).model
found = {}
for path in sorted(Path(sys.argv[2]).glob("*.jpg")):
    chosen = choose_size(str(path))
    photo = cv2.imread(str(path))
    pixels = letterbox(photo, chosen, auto=False)[0][..., ::-1]
    planes = torch.from_numpy(pixels.transpose(2, 0, 1).copy())[None].float() / 255
    with torch.no_grad():
        rows = non_max_suppression(model(planes)[0], 0.25, 0.45)[0]
    scale_boxes(chosen, rows[:, :4], photo.shape)
    found[path.name] = [dict(zip(("xmin", "ymin", "xmax", "ymax", "confidence", "class"), row)) for row in rows.tolist()]
print(json.dumps(found))
