"""Writes a checkpoint of a YOLOv8 of 80 classes of which each is surer than the one before by less than ONNX Runtime can tell, as some are
after few epochs from nothing. usage: FILE"""
import json
import sys

import torch
from ultralytics.nn.tasks import DetectionModel

model = DetectionModel("yolov8n.yaml", nc=80, verbose=False)
for branch in model.model[-1].cv3:
    branch[-1].bias.data += 3e-4 * torch.arange(80)
torch.save({"model": model, "train_args": {}}, sys.argv[1])
print(json.dumps({}))
