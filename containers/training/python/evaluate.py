# SPDX-License-Identifier: AGPL-3.0-only
"""An exported model's detections on a split, through YOLOv5's own ap_per_class.
Options: model, heightPx, widthPx, classNames, images [paths].
"""
from pathlib import Path

import numpy as np

from glue import GlueError, detect, emit, emit_seldom, open_session, prepare_yolov5, read_letterboxed, run_program

CONFIDENCE, IOU, MAX_DETECTIONS = 0.001, 0.6, 300  # yolov5.val's own


def main(options: dict) -> None:
    prepare_yolov5()
    from yolov5.utils.dataloaders import img2label_paths
    images, names = options["images"], options["classNames"]
    session, stats = open_session(options["model"]), []
    for index, (image, label_file) in enumerate(zip(images, img2label_paths(images))):
        labels = read_labels(Path(label_file), len(names))
        stats.append(judge_photo(session, image, labels, options["heightPx"], options["widthPx"]))
        emit_seldom("evaluating", index + 1 == len(images), done=index + 1, total=len(images))
    emit("metrics", images=len(images), boxes=sum(len(labelled) for *_, labelled in stats), **summarise(stats, names))


def read_labels(file: Path, class_count: int):
    """[M, 5] class and normalised centre box; repeated lines count once, as in YOLOv5's loader."""
    lines = [line.split() for line in file.read_text().splitlines() if line.strip()] if file.exists() else []
    if any(len(line) != 5 for line in lines):
        raise GlueError(f"{file} has a line without exactly five numbers.")
    labels = np.unique(np.array(lines, dtype=np.float32).reshape(-1, 5), axis=0)
    if len(labels) and labels[:, 0].max() >= class_count:
        raise GlueError(f"{file} labels class {int(labels[:, 0].max())}; the model knows 0 to {class_count - 1}.")
    return labels


def judge_photo(session, image: str, labels, height: int, width: int):
    """(correct [K, 10], confidence [K], class [K], labelled class [M]), judged in the photo's own pixels."""
    import torch
    from yolov5.utils.general import scale_boxes, xywh2xyxy
    from yolov5.val import process_batch
    pixels, photo_size = read_letterboxed(image, height, width)
    found = torch.from_numpy(detect(session, pixels, CONFIDENCE, IOU, MAX_DETECTIONS, True).copy())
    scale_boxes((height, width), found[:, :4], photo_size)
    truth = torch.from_numpy(labels.copy())
    truth[:, 1:] = xywh2xyxy(truth[:, 1:]) * torch.tensor([photo_size[1], photo_size[0]] * 2)
    thresholds = torch.linspace(0.5, 0.95, 10)
    correct = process_batch(found, truth, thresholds) if len(found) and len(truth) else torch.zeros(len(found), 10).bool()
    return correct.numpy(), found[:, 4].numpy(), found[:, 5].numpy(), truth[:, 0].numpy()


def summarise(stats: list, names: list) -> dict:
    from yolov5.utils.metrics import ap_per_class
    correct, confidence, classes, labelled = (np.concatenate(part, 0) for part in zip(*stats))
    counts = np.bincount(labelled.astype(int), minlength=len(names))
    keys = ("precision", "recall", "mAP50", "mAP50_95")
    per_class = [{"name": names[i], "boxes": counts[i], **dict.fromkeys(keys, 0.0)} for i in range(len(names)) if counts[i]]
    if correct.any():  # YOLOv5 leaves every figure at 0 otherwise
        _, _, precision, recall, _, ap, _ = ap_per_class(correct, confidence, classes, labelled, names=dict(enumerate(names)))
        for entry, *figures in zip(per_class, precision, recall, ap[:, 0], ap.mean(1)):
            entry.update(zip(keys, figures))
    means = {key: np.mean([entry[key] for entry in per_class]) if per_class else 0.0 for key in keys}
    return {**means, "classes": per_class}


if __name__ == "__main__":
    run_program(main)
