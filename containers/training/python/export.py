# SPDX-License-Identifier: AGPL-3.0-only
"""A YOLOv5 checkpoint to fused ONNX graphs at fixed sizes, each compared with the checkpoint itself.
Options: weights, outputs [{file, heightPx, widthPx}], images [paths], comparison {iou, confidence, thresholds}.
"""
import io
from pathlib import Path

import numpy as np

from glue import GlueError, detect, emit, load_detector, open_session, prepare_yolov5, read_letterboxed, run_program


def main(options: dict) -> None:
    prepare_yolov5()
    import yolov5
    model = load_detector(options["weights"])
    names, stride = [str(model.names[i]) for i in range(len(model.names))], int(model.stride.max())
    emit("model", classNames=names, stridePx=stride, head="anchor-grid", engineVersion=yolov5.__version__)
    for output in options["outputs"]:
        if output["heightPx"] % stride or output["widthPx"] % stride:
            raise GlueError(f"An export size is not a multiple of the model's stride, {stride}: {output}.")
        emit("export", **output)
        write_graph(model, names, stride, output)
        emit("parity", **output, **compare(model, output, options))


def write_graph(model, names: list, stride: int, output: dict) -> None:
    import onnx
    import torch
    from fused_graph import OPSET, fuse
    height, width = output["heightPx"], output["widthPx"]
    model.model[-1].export = True  # one output only
    buffer = io.BytesIO()
    torch.onnx.export(model, torch.zeros(1, 3, height, width), buffer, opset_version=OPSET, do_constant_folding=True,
                      input_names=["images"], output_names=["output0"])
    model.model[-1].export = False
    fused = fuse(onnx.load_from_string(buffer.getvalue()), names, stride, height, width)
    Path(output["file"]).write_bytes(fused.SerializeToString(deterministic=True))


def compare(model, output: dict, options: dict) -> dict:
    """Agreement with the checkpoint at each threshold; the lower ones are for a model that is sure of little yet."""
    import torch
    from yolov5.utils.general import non_max_suppression
    height, width = output["heightPx"], output["widthPx"]
    rules, session = options["comparison"], open_session(output["file"])
    photos = [lambda path=path: read_letterboxed(path, height, width)[0] for path in options["images"]]
    sums = {threshold: [0, 0] for threshold in rules["thresholds"]}
    for photo in photos or [lambda n=n: generated_photo(height, width, n) for n in (1, 8, 32)]:
        pixels = photo()
        with torch.no_grad():
            predictions = model(torch.from_numpy(pixels.transpose(0, 3, 1, 2).copy()).float() / 255)[0]
        for threshold, counts in sums.items():
            ours = detect(session, pixels, threshold, 0.45, 300, False)
            theirs = non_max_suppression(predictions, threshold, 0.45, max_det=300)[0].numpy()
            counts[0] += count_matches(ours, theirs, rules)
            counts[1] += max(len(ours), len(theirs))
    checks = [{"threshold": t, "detections": n, "agreement": same / n if n else 1.0} for t, (same, n) in sums.items()]
    return {"images": len(photos) or 3, "generated": not photos, "checks": checks}


def count_matches(ours, theirs, rules: dict) -> int:
    """One-to-one, most confident first: same class, IoU and confidence within the rules."""
    import torch
    from yolov5.utils.metrics import box_iou
    if not len(ours) or not len(theirs):
        return 0
    iou = box_iou(torch.from_numpy(theirs[:, :4].copy()), torch.from_numpy(ours[:, :4].copy())).numpy()
    near = np.abs(theirs[:, None, 4] - ours[None, :, 4]) <= rules["confidence"]
    fits = (iou >= rules["iou"]) & near & (theirs[:, None, 5] == ours[None, :, 5])
    free, matched = np.ones(len(ours), dtype=bool), 0
    for row in range(len(theirs)):
        choice = np.where(fits[row] & free, iou[row], -1).argmax()
        if fits[row, choice] and free[choice]:
            free[choice], matched = False, matched + 1
    return matched


def generated_photo(height: int, width: int, grain: int):
    """Noise in squares of `grain` pixels, for weights that come without a data set."""
    small = np.random.default_rng(0).integers(0, 256, (1, height // grain, width // grain, 3), dtype=np.uint8)
    return small.repeat(grain, 1).repeat(grain, 2)


if __name__ == "__main__":
    run_program(main)
