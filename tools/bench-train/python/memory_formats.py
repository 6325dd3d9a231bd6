"""memory_formats.py ROUNDS: seconds of a training step of yolov5n (batch 16 at 320 px, random weights and photos) with its tensors
contiguous and channels-last, in turn; prints JSON {device, contiguous: [...], channels_last: [...]}. On a GPU in mixed precision.

SPDX-License-Identifier: AGPL-3.0-only, since it imports YOLOv5.
"""
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "containers" / "training" / "python"))
from glue import prepare_yolov5

prepare_yolov5()
import torch
import yaml
import yolov5
from yolov5.models.yolo import Model
from yolov5.utils.loss import ComputeLoss

PACKAGE = Path(yolov5.__file__).parent
FORMATS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


class Trainee:
    """A network in one memory format, with what a step needs."""

    def __init__(self, memory_format):
        torch.manual_seed(0)
        self.format = memory_format
        self.model = Model(str(PACKAGE / "models" / "yolov5n.yaml")).to(DEVICE, memory_format=memory_format).train()
        self.model.hyp = yaml.safe_load((PACKAGE / "data" / "hyps" / "hyp.scratch-low.yaml").read_text())
        self.loss = ComputeLoss(self.model)
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.001, momentum=0.9, nesterov=True)
        self.scaler = torch.amp.GradScaler("cuda", enabled=DEVICE.type == "cuda")

    def step(self, photos, targets) -> float:
        started = time.perf_counter()
        photos = photos.to(DEVICE).to(memory_format=self.format).float() / 255
        with torch.autocast(DEVICE.type, enabled=DEVICE.type == "cuda"):
            loss, _ = self.loss(self.model(photos), targets.to(DEVICE))
        self.scaler.scale(loss).backward()
        self.scaler.step(self.optimizer)
        self.scaler.update()
        self.optimizer.zero_grad()
        if DEVICE.type == "cuda":
            torch.cuda.synchronize()
        return time.perf_counter() - started


photos = torch.randint(0, 256, (16, 3, 320, 320), dtype=torch.uint8)
# A box in the middle of each photo: photo, class, centre, size.
targets = torch.tensor([[float(index), index % 80, 0.5, 0.5, 0.4, 0.4] for index in range(len(photos))])
trainees = {name: Trainee(memory_format) for name, memory_format in FORMATS.items()}
seconds = {name: [] for name in FORMATS}
for round in range(1 + int(sys.argv[1])):
    for name, trainee in trainees.items():
        taken = trainee.step(photos, targets)
        if round > 0:  # the first one chooses kernels and allocates
            seconds[name].append(taken)
print(json.dumps({"device": DEVICE.type, **seconds}))
