"""YOLOv5's own detections at 640 x 640 through PyTorch, confidence 0.25, IoU 0.45. usage: WEIGHTS.pt IMAGES_DIR"""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "containers" / "training" / "python"))
from glue import load_detector, prepare_yolov5, read_letterboxed

prepare_yolov5()
import torch
from yolov5.utils.general import non_max_suppression, scale_boxes

model = load_detector(sys.argv[1])
found = {}
for path in sorted(Path(sys.argv[2]).glob("*.jpg")):
    pixels, size = read_letterboxed(str(path), 640, 640)
    planes = torch.from_numpy(pixels.transpose(0, 3, 1, 2).copy()).float() / 255
    with torch.no_grad():
        rows = non_max_suppression(model(planes)[0], 0.25, 0.45)[0]
    scale_boxes((640, 640), rows[:, :4], size)
    found[path.name] = [dict(zip(("xmin", "ymin", "xmax", "ymax", "confidence", "class"), row)) for row in rows.tolist()]
print(json.dumps(found))
