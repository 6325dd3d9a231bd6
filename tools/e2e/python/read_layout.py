"""read_layout.py CHECKPOINT: how 4-dimensional tensors of an epoch's state lie in memory; prints JSON {network, weights, momentum}.

SPDX-License-Identifier: AGPL-3.0-only, since it imports YOLOv5.
"""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "containers" / "training" / "python"))
from glue import prepare_yolov5

prepare_yolov5()
import torch


def layouts(tensors) -> list:
    """Those of kernels of one pixel or one channel are both at once."""
    kernels = [one for one in tensors if one.ndim == 4 and one.shape[1] > 1 and one.shape[2] > 1]
    return sorted({"contiguous" if one.is_contiguous() else "channels-last" for one in kernels})


state = torch.load(sys.argv[1], map_location="cpu")
network = state["ema"]
momentum = [values["momentum_buffer"] for values in state["optimizer"]["state"].values()]
print(json.dumps({"network": f"{type(network).__module__}.{type(network).__name__}", "weights": layouts(network.parameters()),
                  "momentum": layouts(momentum)}))
