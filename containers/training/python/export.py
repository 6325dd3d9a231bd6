# SPDX-License-Identifier: AGPL-3.0-only
"""A checkpoint to fused ONNX graphs at fixed sizes, and what the checkpoint itself finds in photos of those sizes.
Options: weights, outputs [{file, heightPx, widthPx, photos [files of letterboxed RGB bytes]}], thresholds.
"""
import io
from pathlib import Path

import numpy as np

from detector import Detector, load_detector
from glue import GlueError, emit, prepare_yolov5, run_program

SAMPLED_PHOTOS, SAMPLED_BOXES = 2, 300
SIGMOID_ERROR = 6e-8  # ONNX Runtime's, at most: of a confidence of a hundred-thousandth that is half a percent
MEASURABLE = 1e-6  # below, a trained model's surest background becomes 0 there
UNDECIDED = 1e-4  # of the confidence: two classes that are nearer come in either order, as in a model that is hardly trained
ROUNDING = 1e-5  # of a confidence: more than PyTorch and ONNX Runtime are apart; on none of 64 photos of coco128 it changes what yolov5n finds
SURE_BOXES = 25_000  # the suppression takes the 30000 surest: rounding doesn't decide which of these it has


def main(options: dict) -> None:
    prepare_yolov5()
    detector = load_detector(options["weights"])
    names, stride = [str(detector.model.names[i]) for i in range(len(detector.model.names))], int(detector.model.stride.max())
    emit("model", classNames=names, stridePx=stride, head=detector.head, engine=detector.engine,
         engineVersion=detector.version)
    for output in options["outputs"]:
        file, height, width = output["file"], output["heightPx"], output["widthPx"]
        if height % stride or width % stride:
            raise GlueError(f"The export size {height}x{width} is not a multiple of the model's stride, {stride}.")
        emit("export", file=file, heightPx=height, widthPx=width)
        write_graph(detector, names, stride, file, height, width)
        for index, photo in enumerate(output["photos"]):
            pixels = np.fromfile(photo, np.uint8).reshape(1, height, width, 3)
            emit("parent", file=file, photo=index, **find(detector, pixels, options["thresholds"], index < SAMPLED_PHOTOS))


def write_graph(detector: Detector, names: list, stride: int, file: str, height: int, width: int) -> None:
    import onnx
    import torch
    from fused_graph import OPSET, fuse
    example, buffer, head = torch.zeros(1, 3, height, width), io.BytesIO(), detector.model.model[-1]
    with torch.no_grad():
        detector.model(example)  # anchors are made for the size last seen; traced, they would be computed for each photo
    head.export = True  # one output only
    torch.onnx.export(detector.model, example, buffer, opset_version=OPSET, do_constant_folding=True,
                      input_names=["images"], output_names=["output0"])
    head.export = False
    fused = fuse(onnx.load_from_string(buffer.getvalue()), detector.head, names, stride, height, width)
    Path(file).write_bytes(fused.SerializeToString(deterministic=True))


def find(detector: Detector, pixels, thresholds: list, is_sampled: bool) -> dict:
    """`found`: for each threshold the rows x1, y1, x2, y2, confidence, class, or none where rounding decides which they are; lower
    thresholds are for a model that is sure of little yet. `boxes`: such rows before the suppression, on photos that are sampled."""
    import torch
    with torch.no_grad():
        predictions = detector.model(torch.from_numpy(pixels.transpose(0, 3, 1, 2).copy()).float() / 255)[0]
    found = [suppress(detector, predictions, threshold) for threshold in thresholds]
    return {"found": found, "boxes": sample(detector, predictions) if is_sampled else []}


def suppress(detector: Detector, predictions, threshold: float):
    """None where confidences that move as little as rounding moves them leave other boxes: those of a model that diverged are all
    equally sure, so that any of them can be the first."""
    import torch
    moved, chance = predictions.clone(), torch.Generator().manual_seed(0)
    scores = moved[..., 4:] if detector.head == "anchor-grid" else moved[:, 4:]
    scores *= 1 + ROUNDING * (2 * torch.rand(scores.shape, generator=chance) - 1)
    rows, others = (detector.suppress(each, threshold, 0.45, max_det=300)[0].tolist() for each in (predictions, moved))
    return rows if {(*row[:4], row[5]) for row in rows} == {(*row[:4], row[5]) for row in others} else None


def sample(detector: Detector, predictions) -> list:
    """Boxes of all measurable confidences, and so of all strides and anchors; nothing overlaps by more than 1, so none is
    suppressed. The class is -1 where rounding decides it."""
    rows = predictions[0] if detector.head == "anchor-grid" else predictions[0].T
    classes = rows[:, 5:] * rows[:, 4:5] if detector.head == "anchor-grid" else rows[:, 4:]
    scores, seconds = classes.topk(2).values.T if classes.shape[1] > 1 else (classes[:, 0], 0)
    order = scores.argsort(descending=True)[:min(SURE_BOXES, int((scores > MEASURABLE).sum()))]
    picked = order[::max(1, len(order) // SAMPLED_BOXES)]
    is_clear = (scores - seconds > UNDECIDED * scores + 2 * SIGMOID_ERROR)[picked]
    return [*boxes_at(detector, predictions, picked[is_clear]),
            *([*row[:5], -1] for row in boxes_at(detector, predictions, picked[~is_clear]))]


def boxes_at(detector: Detector, predictions, picked) -> list:
    if len(picked) == 0: return []
    some = predictions[:, picked] if detector.head == "anchor-grid" else predictions[:, :, picked]
    return detector.suppress(some, 0.0, 1.0, max_det=len(picked))[0].tolist()


if __name__ == "__main__":
    run_program(main)
