"""Writes checkpoints that must be refused, and ones that must not, and says what became of each. usage: OUT_DIR

Hostile ones would make the file OUT_DIR/touched-NAME when they are opened without a guard; that they do is shown first.
"""
import json
import sys
from pathlib import Path

import torch

out = Path(sys.argv[1])
sys.path.insert(0, str(Path(__file__).parents[3] / "containers" / "training" / "python"))


class Touches:
    """Unpickling it calls `function` with what would leave a trace."""
    def __init__(self, function, *arguments):
        self.function, self.arguments = function, arguments

    def __reduce__(self):
        return self.function, self.arguments


def trace(name: str) -> str:
    return f"open({str(out / f'touched-{name}')!r}, 'w').close()"


hostile = {
    "plain pickle": b"cbuiltins\nexec\n(V" + trace("plain pickle").encode() + b"\ntR.",
    # Names a model as well, so that the look at its bytes, which is for people's mistakes, lets it pass.
    "inside of a zip": {"model": Touches(exec, trace("inside of a zip")), "note": "cmodels.yolo\nDetectionModel\n"},
    "another protocol": {"model": None, "ema": [Touches(eval, trace("another protocol"))]},
}
for name, value in hostile.items():
    file = out / f"{name}.pt"
    file.write_bytes(value) if isinstance(value, bytes) else torch.save(value, file, pickle_protocol=4 if "protocol" in name else 2)
    try:
        torch.load(file, weights_only=False)
    except Exception:
        pass
ran_unguarded = sorted(path.name for path in out.glob("touched-*"))
for path in out.glob("touched-*"):
    path.unlink()

from glue import GlueError, prepare_yolov5

prepare_yolov5()
from detector import load_detector
from ultralytics.nn import tasks
import yolov5
from yolov5.models import yolo

models = Path(yolov5.__file__).parent / "models"
detect, segment = str(models / "yolov5n.yaml"), str(models / "segment" / "yolov5n-seg.yaml")
description = yolo.DetectionModel(detect, nc=2)
description.yaml["head"][0][2] = trace("in its description")
constructor = {"model": Touches(yolo.DetectionModel, {"nc": 1, "depth_multiple": 1, "width_multiple": 1, "anchors": 3,
                                                      "backbone": [[-1, 1, trace("by a constructor"), []]], "head": []})}
made = {
    "in its description": {"model": description},
    "by a constructor": constructor,
    "segmentation of YOLOv5": {"model": yolo.SegmentationModel(segment, nc=2)},
    "segmentation of YOLOv8": {"model": tasks.SegmentationModel("yolov8n-seg.yaml", nc=2, verbose=False)},
    "classification": {"model": tasks.ClassificationModel("yolov8n-cls.yaml", nc=2, verbose=False)},
    "weights alone": yolo.DetectionModel(detect, nc=2).state_dict(),
    "a detector of YOLOv5": {"model": yolo.DetectionModel(detect, nc=2).half()},
    "a detector of YOLOv8": {"model": tasks.DetectionModel("yolov8n.yaml", nc=2, verbose=False).half(), "train_args": {}},
}
for name, value in made.items():
    torch.save(value, out / f"{name}.pt")
(out / "no checkpoint.pt").write_text("hello there")
(out / "cut off.pt").write_bytes((out / "a detector of YOLOv5.pt").read_bytes()[:100_000])

answers = {}
for path in sorted(out.glob("*.pt")):
    try:
        detector = load_detector(str(path))
        answers[path.stem] = f"{detector.engine} {detector.head}"
    except GlueError as error:
        answers[path.stem] = str(error).replace(str(path), "IT")
print(json.dumps({"ranUnguarded": ran_unguarded, "touched": sorted(path.name for path in out.glob("touched-*")), "answers": answers}))
