# SPDX-License-Identifier: AGPL-3.0-only
"""Adds up one number of each process that trains together: whether the hosts of a job can talk to each other at all."""
from datetime import timedelta

from glue import RANK, emit, run_program


def main(options: dict) -> None:
    import torch
    import torch.distributed as dist
    backend = "nccl" if torch.cuda.is_available() else "gloo"
    dist.init_process_group(backend, timeout=timedelta(seconds=options["seconds"]))
    device = torch.device("cuda", RANK % torch.cuda.device_count()) if backend == "nccl" else torch.device("cpu")
    answers = torch.ones(1, device=device)
    dist.all_reduce(answers)
    emit("hosts", rank=RANK, size=dist.get_world_size(), answers=int(answers.item()), backend=backend)
    dist.destroy_process_group()


if __name__ == "__main__":
    run_program(main)
