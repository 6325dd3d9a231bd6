# SPDX-License-Identifier: AGPL-3.0-only
"""A YOLOv5 checkpoint to fused ONNX graphs at fixed sizes, each compared with the checkpoint itself.

Options: weights, outputs [{file, heightPx, widthPx}], images [paths], comparison {iou, confidence, thresholds}.
"""
import io

import numpy as np

from glue import GlueError, detect, emit, load_detector, open_session, prepare_yolov5, read_letterboxed, run_program


def main(options: dict) -> None:
    prepare_yolov5()
    import yolov5
    model = load_detector(options["weights"])
    names, stride = [str(model.names[i]) for i in range(len(model.names))], int(model.stride.max())
    emit("model", classNames=names, stridePx=stride, head="anchor-grid", engineVersion=yolov5.__version__)
    for output in options["outputs"]:
        height, width = output["heightPx"], output["widthPx"]
        if height % stride or width % stride:
            raise GlueError(f"Export size {height}x{width} is not a multiple of the model's stride, {stride}.")
        emit("export", file=output["file"], heightPx=height, widthPx=width)
        write_graph(model, names, stride, output)
        emit("parity", file=output["file"], heightPx=height, widthPx=width, **compare(model, output, options))


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
    bare = onnx.load_from_string(buffer.getvalue())
    del bare.graph.output[1:]
    fused = fuse(bare, names, stride, height, width)
    with open(output["file"], "wb") as file:
        file.write(fused.SerializeToString(deterministic=True))


def compare(model, output: dict, options: dict) -> dict:
    """Agreement with the checkpoint at each threshold; a later threshold is for models that find little at the first."""
    height, width = output["heightPx"], output["widthPx"]
    rules, session = options["comparison"], open_session(output["file"])
    photos = [read_letterboxed(path, height, width)[0] for path in options["images"]] or generated_photos(height, width)
    checks = []
    for threshold in rules["thresholds"]:
        matched = total = 0
        for pixels in photos:
            ours = detect(session, pixels, threshold, 0.45, 300, False)
            theirs = parent_detections(model, pixels, threshold)
            matched += count_matches(ours, theirs, rules)
            total += max(len(ours), len(theirs))
        checks.append({"threshold": threshold, "detections": total, "agreement": matched / total if total else 1.0})
    return {"images": len(photos), "generated": not options["images"], "checks": checks}


def parent_detections(model, pixels, threshold: float):
    import torch
    from yolov5.utils.general import non_max_suppression
    with torch.no_grad():
        planes = torch.from_numpy(pixels.transpose(0, 3, 1, 2).copy()).float() / 255
        return non_max_suppression(model(planes)[0], threshold, 0.45, max_det=300)[0].numpy()


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


def generated_photos(height: int, width: int) -> list:
    """Noise, fine and coarse, for weights that come without a data set."""
    random = np.random.default_rng(0)
    fine = random.integers(0, 256, (1, height, width, 3), dtype=np.uint8)
    coarse = [random.integers(0, 256, (1, height // n, width // n, 3), dtype=np.uint8).repeat(n, 1).repeat(n, 2) for n in (8, 32)]
    return [fine, *coarse]


if __name__ == "__main__":
    run_program(main)
