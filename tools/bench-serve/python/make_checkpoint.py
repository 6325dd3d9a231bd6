"""make_checkpoint.py NAME OUT.pt: a checkpoint of an architecture that YOLOv5 ships (yolov5s …), with random weights.

SPDX-License-Identifier: AGPL-3.0-only, since it imports YOLOv5.
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "containers" / "training" / "python"))
from glue import prepare_yolov5

prepare_yolov5()
import torch
import yolov5
from yolov5.models.yolo import Model

name, out = sys.argv[1:]
torch.manual_seed(0)
model = Model(str(Path(yolov5.__file__).parent / "models" / f"{name}.yaml"))
model.names = {index: f"class {index}" for index in range(model.model[-1].nc)}
torch.save({"model": model.half(), "epoch": -1}, out)
