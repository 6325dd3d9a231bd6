# SPDX-License-Identifier: AGPL-3.0-only
"""A build of YOLOv5 for tests: train.py of the training image on a yolov5.train that wraps the model in DDP on the CPU, which
the real one does with CUDA alone. Prints the hash of all parameters of each rank after each epoch. Option beside those of
train.py: resumedEpochs, for each rank the epoch of the checkpoint that it holds.
"""
import hashlib
import json
import os
import sys
import types
from pathlib import Path

sys.path.insert(0, os.environ["DETECTORY_TEST_GLUE"])
from glue import RANK, prepare_yolov5, run_program

PATCHES = {
    "assert torch.cuda.device_count() > LOCAL_RANK, 'insufficient CUDA devices for DDP command'": "pass",
    "torch.cuda.set_device(LOCAL_RANK)": "pass",
    "device = torch.device('cuda', LOCAL_RANK)": "device = torch.device('cpu')",
    "dist.init_process_group(backend='nccl' if dist.is_nccl_available() else 'gloo')":
        "dist.init_process_group(backend='gloo')",
    "if cuda and RANK != -1:\n        model = smart_DDP(model)":
        "if RANK != -1:\n        model = torch.nn.parallel.DistributedDataParallel(model, static_graph=True)",
    "        if stop:\n            break  # must break all DDP ranks":
        "        print_hash(model, epoch)\n        if stop:\n            break",
}


def print_hash(model, epoch: int) -> None:
    digest = hashlib.sha256()
    for parameter in model.parameters():
        digest.update(parameter.detach().numpy().tobytes())
    line = json.dumps({"rank": RANK, "epoch": epoch, "sha256": digest.hexdigest(), "wrapped": type(model).__name__})
    os.write(1, f"{line}\n".encode())


def build():
    prepare_yolov5()
    import torch.distributed as dist
    import yolov5
    barrier = dist.barrier
    dist.barrier = lambda *args, device_ids=None, **rest: barrier(*args, **rest)  # gloo knows no devices
    file = Path(yolov5.__file__).parent / "train.py"
    source = file.read_text()
    for before, after in PATCHES.items():
        assert source.count(before) == 1, f"yolov5.train has changed: {before}"
        source = source.replace(before, after)
    module = types.ModuleType("yolov5.train")
    module.__file__, module.print_hash = str(file), print_hash
    sys.modules["yolov5.train"] = yolov5.train = module
    exec(compile(source, str(file), "exec"), module.__dict__)


def main(options: dict) -> None:
    build()
    if "resumedEpochs" in options: options["resumed"] = {"epoch": options["resumedEpochs"][RANK]}
    import train
    train.main(options)


if __name__ == "__main__":
    run_program(main)
