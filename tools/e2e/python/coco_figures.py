"""pycocotools' twelve figures for each case on standard input, over all classes and for each class; null where it says -1."""
import contextlib
import io
import json
import sys

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


def to_coco(photos: list, classes: int, key: str) -> COCO:
    annotations = []
    for image, photo in enumerate(photos, 1):
        for box in photo[key]:
            x1, y1, x2, y2 = (box[side] for side in ("xmin", "ymin", "xmax", "ymax"))
            annotations.append({"id": len(annotations) + 1, "image_id": image, "category_id": box["classIndex"] + 1, "bbox": [x1, y1, x2 - x1, y2 - y1],
                                "area": (x2 - x1) * (y2 - y1), "iscrowd": int(box.get("isCrowd", False)), "score": box.get("confidence", 0)})
    coco = COCO()
    coco.dataset = {"images": [{"id": i + 1} for i in range(len(photos))], "annotations": annotations, "categories": [{"id": k + 1} for k in range(classes)]}
    coco.createIndex()
    return coco


def summarise(case: dict) -> dict:
    photos, classes = case["photos"], case["classCount"]
    evaluation = COCOeval(to_coco(photos, classes, "truths"), to_coco(photos, classes, "detections"), "bbox")
    evaluation.params.maxDets = [1, 10, case["maxDetections"]]
    evaluation.evaluate()
    evaluation.accumulate()
    precision, recall = evaluation.eval["precision"], evaluation.eval["recall"]  # [T, R, K, A, M], [T, K, A, M]

    def mean(values):
        known = values[values > -1]
        return float(known.mean()) if known.size else None

    def figures(k: slice) -> list:
        p, r = precision[:, :, k], recall[:, k]
        return [mean(p[:, :, :, 0, 2]), mean(p[0, :, :, 0, 2]), mean(p[5, :, :, 0, 2]), *(mean(p[:, :, :, a, 2]) for a in (1, 2, 3)),
                *(mean(r[:, :, 0, m]) for m in (0, 1, 2)), *(mean(r[:, :, a, 2]) for a in (1, 2, 3))]
    return {"all": figures(slice(None)), "classes": [figures(slice(k, k + 1)) for k in range(classes)]}


with contextlib.redirect_stdout(io.StringIO()):
    answers = [summarise(case) for case in json.load(sys.stdin)]
print(json.dumps(answers))
