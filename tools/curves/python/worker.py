# SPDX-License-Identifier: AGPL-3.0-only
"""Trains one job after another in this process and writes each epoch's figures as it comes.
usage: worker.py SETTINGS.json (the file's keys: packages, coco128, weights, out, scratch, device, jobs, deadline)"""
import gc
import json
import os
import shutil
import sys
import time
import traceback
from pathlib import Path

import yaml

from bare_yolov5 import import_train
from jobs import AUGMENTATIONS
from photos import write_task

COLUMNS = ("epoch", "train/box_loss", "train/obj_loss", "train/cls_loss", "metrics/precision", "metrics/recall",
           "metrics/mAP_0.5", "metrics/mAP_0.5:0.95", "val/box_loss", "val/obj_loss", "val/cls_loss", "x/lr0", "x/lr1",
           "x/lr2")
LEAST_SECONDS = 25  # below this a job isn't worth its start


class OutOfTime(Exception):
    """The whole recording ends; what was written stays."""


def main() -> None:
    settings = json.loads(Path(sys.argv[1]).read_text())
    out, scratch = Path(settings["out"]), Path(settings["scratch"])
    train = import_train(Path(settings["packages"]))
    for one in settings["jobs"]:
        if time.time() > settings["deadline"] - LEAST_SECONDS:
            return
        if not claim(out / "claims" / one["id"]):
            continue
        folder = scratch / one["id"]
        try:
            record(train, one, settings, folder)
        except OutOfTime:
            return
        except Exception:
            (out / f"{one['id']}.error.txt").write_text(traceback.format_exc())
            if "CUDA" in traceback.format_exc():
                sys.exit(1)  # such an error spoils the process; another takes over
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            gc.collect()


def claim(file: Path) -> bool:
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False


def record(train, one: dict, settings: dict, folder: Path) -> None:
    import torch
    from yolov5.utils.callbacks import Callbacks
    started, out = time.time(), Path(settings["out"])
    data = write_task(one, Path(settings["coco128"]), folder)
    device = torch.device(settings["device"])
    train.check_amp = lambda model: one["amp"] and device.type == "cuda"
    file = out / f"{one['id']}.csv"
    file.write_text(",".join(COLUMNS) + "\n")

    def on_fit_epoch_end(values, epoch, best_fitness, fitness):
        with file.open("a") as lines:
            lines.write(",".join("%.5g" % float(value) for value in [epoch, *values[:13]]) + "\n")
        if time.time() > settings["deadline"]:
            raise OutOfTime
    callbacks = Callbacks()
    callbacks.register_action("on_fit_epoch_end", "recorder", on_fit_epoch_end)
    options = to_options(train, one, settings, data, folder)
    train.train(options.hyp, options, device, callbacks)
    counts = {split: len((folder / f"{split}.txt").read_text().split()) for split in ("train", "val")}
    about = {**one, **counts, "seconds": round(time.time() - started, 1), "device": device.type, "torch": torch.__version__}
    (out / f"{one['id']}.json").write_text(json.dumps(about))


def to_options(train, one: dict, settings: dict, data: Path, folder: Path):
    package = Path(train.__file__).parent
    options = train.parse_opt(known=True)
    hyp = yaml.safe_load((package / "data" / "hyps" / "hyp.scratch-low.yaml").read_text())
    scratch = one["weights"] == "none"
    values = {"data": str(data), "weights": "" if scratch else settings["weights"], "save_dir": str(folder / "run"),
              "cfg": str(package / "models" / "yolov5n.yaml") if scratch else "", "epochs": one["epochs"],
              "hyp": {**hyp, **AUGMENTATIONS[one["augmentation"]], "lr0": one["lr0"]}, "batch_size": one["batch"],
              "imgsz": one["imgsz"], "optimizer": one["optimizer"], "freeze": [one["freeze"]], "cos_lr": one["cos_lr"],
              "seed": one["seed"], "workers": 0, "cache": "ram", "patience": 0, "noautoanchor": True, "noplots": True,
              # As in YOLOv5's search for hyperparameters: no checkpoints, no plots, the same training.
              "evolve": 1, "nosave": True}
    for name, value in values.items():
        assert hasattr(options, name) or name == "save_dir", name
        setattr(options, name, value)
    return options


if __name__ == "__main__":
    main()
