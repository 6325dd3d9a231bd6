# SPDX-License-Identifier: AGPL-3.0-only
"""Runs an Ultralytics detection training with the events, signals and options of train.py.
Options: arguments {Ultralytics' own train options}, outbox, tensorboard, resumed {state, bestEpoch, bestFitness}.
"""
import os
import shutil
import signal
import time
from pathlib import Path

from glue import answer_signals, emit, emit_seldom, prepare_yolov5, run_program

METRICS = {"precision": "precision(B)", "recall": "recall(B)", "mAP50": "mAP50(B)", "mAP50_95": "mAP50-95(B)"}


class StopNow(Exception):
    """Leaves training within an epoch."""


class Reporter:
    def __init__(self, outbox: str, best_epoch: int, board):
        self.stopping, self.hurrying, self.outbox, self.best_epoch = False, False, outbox, best_epoch
        self.board = board  # TensorBoard's writer, where one is asked for
        self.epoch = self.done = self.batch = 0
        self.epoch_started = 0.0

    def stop(self, number, _):
        self.stopping, self.hurrying = True, self.hurrying or number == signal.SIGUSR1
        emit("stopping", epoch=self.epoch)

    def on_train_start(self, trainer):
        train, val = trainer.train_loader, trainer.test_loader
        emit("start", trainImages=len(train.dataset), valImages=len(val.dataset), batches=len(train), workers=train.num_workers,
             stridePx=trainer.stride)

    def on_train_epoch_start(self, trainer):
        self.epoch, self.batch, self.epoch_started = trainer.epoch, 0, time.monotonic()

    def on_train_batch_end(self, trainer):
        self.tell("batch", trainer.train_loader, train=trainer.tloss)

    def on_train_epoch_end(self, trainer):
        trainer.stop |= self.stopping  # the epoch is still validated and saved

    def on_val_start(self, validator):
        self.batch = 0

    def on_val_batch_end(self, validator):
        self.tell("validating", validator.dataloader)

    def tell(self, event, loader, **fields):
        self.batch += 1
        emit_seldom(event, self.batch == len(loader), epoch=self.epoch, batch=self.batch, batches=len(loader), **fields)
        if self.hurrying: raise StopNow

    def on_fit_epoch_end(self, trainer):
        if trainer.epoch != self.epoch: return  # the best checkpoint's validation after the last epoch
        losses, values, is_best = trainer.tloss, trainer.metrics, bool(trainer.fitness == trainer.best_fitness)
        self.done, self.best_epoch = self.epoch + 1, self.epoch if is_best else self.best_epoch
        val = {name: values.get(f"metrics/{key}") for name, key in METRICS.items()}
        emit("epoch", epoch=self.epoch, train=losses, val={**val, **{name: values.get(f"val/{name}") for name in losses}}, best=is_best,
             lr=list(trainer.lr.values()), fitness=trainer.fitness, seconds=time.monotonic() - self.epoch_started)
        if self.board: self.draw({**{f"train/{name}": loss for name, loss in losses.items()}, **values, **trainer.lr})
        state = shutil.copyfile(trainer.last, Path(self.outbox, f"{self.epoch}.pt"))  # Ultralytics reads last.pt again
        emit("checkpoint", epoch=self.epoch, file=str(state), best=is_best, fitness=trainer.fitness)

    def draw(self, scalars):
        """With Ultralytics' own tags and steps; its logger writes beside its plots, and never on GitHub's machines."""
        for tag, value in scalars.items(): self.board.add_scalar(tag, value, self.epoch + 1)
        self.board.flush()

    def on_train_end(self, trainer):
        emit("end", epochs=self.done, bestEpoch=self.best_epoch, stopped=self.stopping)


def main(options: dict) -> None:
    prepare_yolov5()
    os.environ.pop("ULTRALYTICS_API_KEY", None)
    from ultralytics import settings
    settings.update({name: False for name in ("sync", "clearml", "comet", "dvc", "mlflow", "raytune", "tensorboard", "wandb")})
    from ultralytics.data import dataset
    from ultralytics.engine import trainer as engine
    from ultralytics.models.yolo.detect import DetectionTrainer
    # Label caches are pickles beside the photos: a stranger's is not read, and the data set stays as it is.
    dataset.load_dataset_cache_file = refuse_cache
    dataset.save_dataset_cache_file = lambda prefix, path, cache, version: cache.update(version=version)
    engine.check_amp = lambda model: next(model.parameters()).is_cuda  # its own check downloads a model
    arguments, resumed = options["arguments"], options.get("resumed") or {}
    if resumed:
        arguments["model"] = arguments["resume"] = with_arguments(resumed, arguments)
    from torch.utils.tensorboard import SummaryWriter
    events = options.get("tensorboard")
    board = SummaryWriter(events) if events else None
    trainer, reporter = DetectionTrainer(overrides=arguments), Reporter(options["outbox"], resumed.get("bestEpoch", 0), board)
    os.replace(trainer.save_dir / "args.yaml", trainer.save_dir / "opt.yaml")
    for hook in (name for name in dir(reporter) if name.startswith("on_")):
        trainer.add_callback(hook, getattr(reporter, hook))
    answer_signals(reporter.stop)
    try:
        trainer.train()
    except StopNow:
        trainer.best.exists() or trainer.save_model()
        engine.strip_optimizer(trainer.best)
        reporter.on_train_end(trainer)


def refuse_cache(path):
    raise FileNotFoundError(path)


def with_arguments(resumed: dict, arguments: dict) -> str:
    """Ultralytics goes on with the options in the state: ours go into a copy, as paths, batch and epochs may differ.
    What is to be beaten is best.pt: the state may know of a better epoch that couldn't be kept."""
    import torch
    loaded, copy = torch.load(resumed["state"], map_location="cpu"), Path(arguments["project"], "resumed.pt")
    if loaded["best_fitness"] is not None:
        loaded["best_fitness"] = fitness = resumed["bestFitness"]
        loaded["stopper"] = {"best_fitness": fitness, "best_epoch": resumed["bestEpoch"] + 1}
    loaded["train_args"] = {**loaded["train_args"], **arguments, "save_dir": None}
    torch.save(loaded, copy)
    return str(copy)


if __name__ == "__main__":
    run_program(main)
