# SPDX-License-Identifier: AGPL-3.0-only
"""Checkpoints are pickles, which may call whatever they name. After `guard_torch_load` one that names more than tensors, plain
values and layers is refused before anything in it is called. This module stands in for `pickle` in torch.load.
"""
import pickle
import re
import sys

import torch

from glue import GlueError

# What checkpoints of YOLOv5 and Ultralytics may call, and only these.
CALLED = {
    "collections": {"OrderedDict"}, "torch": {"Size", "device"}, "torch.nn.parameter": {"Parameter"}, "_codecs": {"encode"},
    "torch._utils": {"_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_parameter"}, "numpy": {"dtype", "ndarray"},
    "numpy.core.multiarray": {"_reconstruct", "scalar"}, "numpy._core.multiarray": {"_reconstruct", "scalar"},
    "builtins": {"set"}, "__builtin__": {"set"}, "pathlib": {"PosixPath", "WindowsPath"}, "argparse": {"Namespace"},
    "types": {"SimpleNamespace"}, "ultralytics.utils": {"IterableSimpleNamespace"},
}
LAYERS = ("torch.nn.modules.", "models.", "yolov5.models.", "ultralytics.nn.")
ACTIVATION = re.compile(r"(torch\.)?nn\.\w+\([\w.=, -]*\)")


class Unpickler(pickle._Unpickler):  # the one in Python: the one in C can't be asked before it calls
    def find_class(self, module, name):
        if name == "getattr" and module in ("builtins", "__builtin__"):
            return get_forward
        found = getattr(torch, name, None) if module == "torch" else None
        if name in CALLED.get(module, ()) or module.startswith(LAYERS) and "." not in name:
            found = super().find_class(module, name)
        if name in CALLED.get(module, ()) or isinstance(found, torch.dtype) or is_layer(found):
            return found
        raise GlueError(f"it names {module}.{name}, which no detector's checkpoint needs, and nothing in it was run")

    def load_reduce(self):
        if is_layer(self.stack[-2]):  # layers are made without their constructors, some of which read files
            raise GlueError(f"it calls {self.stack[-2].__name__}'s constructor, and nothing in it was run")
        pickle._Unpickler.load_reduce(self)

    def load_build(self):
        if isinstance(self.stack[-2], type) or type(self.stack[-2]).__name__ in ("function", "builtin_function_or_method"):
            raise GlueError("it changes code, and nothing in it was run")
        pickle._Unpickler.load_build(self)

    def _instantiate(self, kind, arguments):
        raise GlueError(f"it makes a {kind} in a way of Python 2, and nothing in it was run")

    dispatch = {**pickle._Unpickler.dispatch, pickle.REDUCE[0]: load_reduce, pickle.BUILD[0]: load_build}


def get_forward(owner, name):
    """Segmentation heads keep the method of a detection head."""
    if is_layer(owner) and name == "forward":
        return owner.forward
    raise GlueError(f"it asks for {name} of {owner}, and nothing in it was run")


def is_layer(value) -> bool:
    return isinstance(value, type) and issubclass(value, torch.nn.Module)


def load(file, **options):
    return Unpickler(file, **options).load()


def guard_torch_load() -> None:
    """For this process, and so for all of YOLOv5 and Ultralytics in it."""
    unguarded = torch.load
    torch.serialization._is_torchscript_zip = lambda _: False  # TorchScript runs code of its own while it is loaded

    def guarded(file, map_location=None, *_, **options):
        options.update(pickle_module=sys.modules[__name__], weights_only=False)
        try:
            loaded = unguarded(file, map_location, **options)
            for key in ("model", "ema") if isinstance(loaded, dict) else ():
                assert_plain(getattr(loaded.get(key), "yaml", None) or {})
        except GlueError as error:
            raise GlueError(f"{file} was not opened: {error}.") from error
        return loaded

    torch.load = guarded


def assert_plain(yaml: dict) -> None:
    """Both engines hand the texts of a model's description to eval() when they build a model after it."""
    texts, activation = texts_of([yaml.get("backbone"), yaml.get("head")]), str(yaml.get("activation") or "nn.SiLU()")
    odd = [*(text for text in texts if not re.fullmatch(r"[\w.]+", text)), *([] if ACTIVATION.fullmatch(activation) else [activation])]
    if odd:
        raise GlueError(f"its description holds {odd[0][:80]!r} where a layer's name is expected, and nothing in it was run")


def texts_of(value) -> list:
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in texts_of(item)]
    return [value] if isinstance(value, str) else []
