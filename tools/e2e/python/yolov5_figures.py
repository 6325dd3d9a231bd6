"""What YOLOv5's own process_batch, ap_per_class and ConfusionMatrix make of each case on standard input."""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "containers" / "training" / "python"))
from glue import prepare_yolov5

prepare_yolov5()
import numpy as np
import torch
from yolov5.utils.metrics import ConfusionMatrix, ap_per_class
from yolov5.val import process_batch


def corners(boxes: list, first: list, last: list):
    rows = [[*(box[name] for name in first), *(box[side] for side in ("xmin", "ymin", "xmax", "ymax")), *(box[name] for name in last)] for box in boxes]
    return torch.tensor(rows, dtype=torch.float32).reshape(-1, 4 + len(first) + len(last))


def judge(case: dict) -> dict:
    thresholds, stats, confusion = torch.linspace(0.5, 0.95, 10), [], ConfusionMatrix(nc=case["classCount"])
    for photo in case["photos"]:
        found, drawn = corners(photo["detections"], [], ["confidence", "classIndex"]), corners(photo["truths"], ["classIndex"], [])
        correct = process_batch(found, drawn, thresholds) if len(found) and len(drawn) else torch.zeros(len(found), 10).bool()
        if len(drawn):
            confusion.process_batch(found if len(found) else None, drawn if len(found) else drawn[:, 0])
        stats.append((correct.numpy(), found[:, 4].numpy(), found[:, 5].numpy(), drawn[:, 0].numpy()))
    correct, confidence, classes, drawn = (np.concatenate(part, 0) for part in zip(*stats))
    if not correct.any():
        return {"classes": {}, "confusion": confusion.matrix.tolist()}
    _, _, precision, recall, f1, ap, shown = ap_per_class(correct, confidence, classes, drawn, names={k: str(k) for k in range(case["classCount"])})
    figures = np.stack([precision, recall, f1, ap[:, 0], ap[:, 5], ap.mean(1)], 1)
    return {"classes": dict(zip(shown.tolist(), figures.tolist())), "confusion": confusion.matrix.tolist()}


print(json.dumps([judge(case) for case in json.load(sys.stdin)]))
