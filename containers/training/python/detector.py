# SPDX-License-Identifier: AGPL-3.0-only
"""Checkpoints of both engines as one kind of thing: a fused model on the CPU, its head, and its engine's own suppression."""
from pathlib import Path
from typing import Callable, NamedTuple

from glue import GlueError

REFUSED = {"Segment": "segmentation", "Segment26": "segmentation", "Classify": "classification", "Pose": "pose",
           "OBB": "rotated-box", "RTDETRDecoder": "RT-DETR"}


class Detector(NamedTuple):
    model: object
    engine: str
    version: str
    head: str
    suppress: Callable  # (predictions, confidence, iou, max_det=) to a list of [K, 6]


def load_detector(path: str) -> Detector:
    """Only detection models pass."""
    if not Path(path).is_file():  # never a bare name: the engines would ask a model hub for it
        raise GlueError(f"No weights file at {path}.")
    try:
        is_later = type(read_parent(path)).__module__.startswith("ultralytics.")
        detector = (load_ultralytics if is_later else load_yolov5)(path)
    except GlueError:
        raise
    except Exception as error:  # whatever unpickling a stranger's file throws
        raise GlueError(f"{path} is not a YOLOv5 or Ultralytics checkpoint ({type(error).__name__}: {error}).") from error
    head = type(detector.model.model[-1]).__name__
    if head not in ("Detect", "v10Detect"):
        raise GlueError(f"{path} holds a {REFUSED.get(head, head)} model; give a detection checkpoint.")
    return detector


def read_parent(path: str):
    import torch
    checkpoint = torch.load(path, map_location="cpu")
    parent = (checkpoint.get("ema") or checkpoint.get("model")) if isinstance(checkpoint, dict) else None
    if not isinstance(parent, torch.nn.Module):
        raise TypeError("it holds no model")
    return parent


def load_yolov5(path: str) -> Detector:
    import yolov5
    from yolov5.models.experimental import attempt_load
    from yolov5.utils.general import non_max_suppression
    model = attempt_load(path, device="cpu", inplace=False, fuse=True)
    model.model[-1].inplace = model.model[-1].dynamic = False
    return Detector(model, "yolov5", yolov5.__version__, "anchor-grid", non_max_suppression)


def load_ultralytics(path: str) -> Detector:
    import ultralytics
    from ultralytics.nn.tasks import load_checkpoint
    from ultralytics.utils.nms import non_max_suppression
    model = load_checkpoint(path, device="cpu", inplace=False)[0]
    if getattr(model.model[-1], "end2end", False):
        model.model[-1].end2end = False  # the graph suppresses for every head alike
    return Detector(model.fuse(verbose=False).eval(), "ultralytics", ultralytics.__version__, "anchor-free", non_max_suppression)
