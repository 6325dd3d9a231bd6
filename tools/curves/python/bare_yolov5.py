# SPDX-License-Identifier: AGPL-3.0-only
"""YOLOv5 7.0.14 on a machine that has newer torch and NumPy, and no network: what it misses is stood in for, what it would
fetch is left out. Nothing of its training loop, its losses or its validation is touched."""
import os
import sys
import types
from pathlib import Path

ENVIRONMENT = {"YOLOv5_AUTOINSTALL": "false", "YOLO_OFFLINE": "true", "WANDB_MODE": "disabled", "MPLBACKEND": "Agg",
               "OMP_NUM_THREADS": "1", "YOLOv5_VERBOSE": "false", "CUBLAS_WORKSPACE_CONFIG": ":4096:8"}


def import_train(packages: Path):
    """The module yolov5.train. `packages`: a folder that holds `yolov5`."""
    os.environ.update(ENVIRONMENT)
    sys.path.insert(0, str(packages))
    sys.argv = sys.argv[:1]
    stand_in()
    mend_numpy()
    mend_torch()
    import yolov5
    sys.path.append(str(Path(yolov5.__file__).parent))  # its own checkpoints name their modules `models`, `utils`
    from yolov5.utils import dataloaders, downloads, general
    downloads.attempt_download_from_hub = lambda *args, **kwargs: None  # weights are files, and hubs can't be reached
    general.check_font = lambda *args, **kwargs: None
    dataloaders.Pool = dataloaders.ThreadPool  # labels of a hundred photos are read sooner than processes start
    from yolov5 import train
    train.attempt_download_from_hub = lambda *args, **kwargs: None
    train.Loggers = type("NoLoggers", (), {"__init__": lambda self, *args, **kwargs: None})
    return train


def stand_in() -> None:
    """Modules that YOLOv5 imports and that a training doesn't need."""
    add_module("ultralytics.utils.checks", check_requirements=lambda *args, **kwargs: None)
    add_module("roboflow.core.version", Version=object)
    sys.modules["roboflow"].Roboflow = object
    try:
        import pkg_resources  # noqa: F401
    except ImportError:
        from packaging.version import parse
        add_module("pkg_resources", parse_version=parse)


def add_module(name: str, **members) -> None:
    parts = name.split(".")
    for depth in range(1, len(parts) + 1):
        path = ".".join(parts[:depth])
        module = sys.modules.setdefault(path, types.ModuleType(path))
        module.__path__ = []
    for key, value in members.items():
        setattr(module, key, value)


def mend_numpy() -> None:
    import numpy as np
    for name, value in {"float": float, "int": int, "bool": bool, "object": object, "trapz": getattr(np, "trapezoid", None),
                        "in1d": np.isin}.items():
        if name not in np.__dict__ and value is not None:
            setattr(np, name, value)


def mend_torch() -> None:
    import torch
    load, deterministic = torch.load, torch.use_deterministic_algorithms
    torch.load = lambda *args, **kwargs: load(*args, **{"weights_only": False, **kwargs})
    torch.use_deterministic_algorithms = lambda mode, **kwargs: deterministic(mode, warn_only=True)
    torch.set_num_threads(1)
    from torch.cuda import amp
    if not hasattr(amp, "GradScaler"):
        amp.GradScaler = lambda **kwargs: torch.amp.GradScaler("cuda", **kwargs)
    if not hasattr(amp, "autocast"):
        amp.autocast = lambda enabled=True, **kwargs: torch.autocast("cuda", enabled=enabled, **kwargs)
