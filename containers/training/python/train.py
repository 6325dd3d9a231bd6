# SPDX-License-Identifier: AGPL-3.0-only
"""Runs yolov5.train with callbacks that report to the control program. SIGTERM ends the run after the current epoch,
SIGUSR1 at the next batch. Options: arguments {YOLOv5's own train options, underscored}, outbox (a folder that gets each
epoch's whole state), tensorboard (a folder for its events), resumed {epoch, bestEpoch, bestFitness} where arguments.weights is such a state; or strip {source, target}.
"""
import os
import platform
import random
import signal
import sys
import time
from copy import deepcopy
from pathlib import Path

from glue import RANK, GlueError, answer_signals, emit, emit_seldom, prepare_yolov5, run_program

LOSSES = ("box_loss", "obj_loss", "cls_loss")
METRICS = ("precision", "recall", "mAP50", "mAP50_95")


class StopNow(Exception):
    """Leaves yolov5.train within an epoch: there is no time for the rest of it."""


def has_half_precision(model) -> bool:
    """In the place of YOLOv5's check, which compares with weights that it downloads: some GPUs give NaN."""
    import torch
    device = next(model.parameters()).device
    if device.type != "cuda": return False
    with torch.no_grad(), torch.autocast("cuda"):
        return bool(deepcopy(model).eval()(torch.rand(1, 3, 64, 64, device=device))[0].isfinite().all())


def compute_channels_last(train) -> None:
    """Lays the network's weights channels-last where training is faster so; what flows through it follows them. Checkpoints keep
    the layout that YOLOv5's fuse() can read."""
    import torch
    if not torch.cuda.is_available() and platform.machine() != "x86_64": return
    make, copy = train.Model, train.deepcopy
    train.Model = lambda *args, **kwargs: make(*args, **kwargs).to(memory_format=torch.channels_last)
    train.deepcopy = lambda network: copy(network).to(memory_format=torch.contiguous_format)  # what it saves, and nothing else


class Reporter:
    """YOLOv5's callbacks to events. The loaders are caught as they are made: no callback tells their length."""

    def __init__(self, train, outbox: str, resumed: dict):
        self.loaders, self.stopping, self.hurrying, self.validates_once = [], False, False, False
        self.train, self.outbox, self.has_state, self.model = train, Path(outbox), bool(resumed), None
        self.epoch = self.batch = self.done = 0
        self.start, self.best_epoch = resumed.get("epoch", -1) + 1, resumed.get("bestEpoch", 0)
        self.epoch_started = 0.0
        create, resume, reporter = train.create_dataloader, train.smart_resume, self

        class Stopper(train.EarlyStopping):
            """Answers for a signal too: `callbacks.stop_training` would return without the final strip and validation."""
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.best_epoch, self.best_fitness = reporter.best_epoch, resumed.get("bestFitness", 0.0)

            def __call__(self, epoch, fitness):
                return super().__call__(epoch, fitness) or reporter.stopping

        def create_and_keep(*args, **kwargs):
            drawn = random.getstate()
            if self.validates_once and self.loaders: kwargs["cache"] = None  # photos that are seen once
            self.loaders.append(create(*args, **kwargs))
            random.setstate(drawn)  # YOLOv5 judges --cache ram by photos drawn at random: a run must not differ by its cache
            return self.loaders[-1]

        def resume_from_best(*args, **kwargs):
            """What is to be beaten is best.pt: the state may know of a better epoch that couldn't be kept."""
            return (resumed["bestFitness"], *resume(*args, **kwargs)[1:])

        train.EarlyStopping, train.create_dataloader, train.smart_resume = Stopper, create_and_keep, resume_from_best
        train.check_amp = has_half_precision
        train.check_comet_resume = lambda _: True  # or YOLOv5 replaces all options by those beside the checkpoint

    def leave_out_validation(self, train, epochs: int, classes: int):
        """YOLOv5 7.0.14 fails with --noval: an epoch's figures name a variable that only validation sets. So it validates
        each epoch, and all but the last one get the zeros that it begins with; the one after training is left as it is."""
        validate, self.validates_once = train.validate.run, True

        def run(*args, **kwargs):
            is_within = kwargs.get("plots") is False and self.epoch + 1 < epochs
            return ((0.0,) * 7, [0.0] * classes, [0.0] * classes, None) if is_within else validate(*args, **kwargs)

        train.validate.run = run

    def stop(self, number, _):
        self.stopping, self.hurrying = True, self.hurrying or number == signal.SIGUSR1
        emit("stopping", epoch=self.epoch)

    def on_pretrain_routine_start(self):
        """Ranks that start at different epochs would wait for each other for ever."""
        if RANK < 0: return
        import torch.distributed as dist
        starts = [None] * dist.get_world_size()
        dist.all_gather_object(starts, self.start)
        if len(set(starts)) > 1:
            raise GlueError(f"The hosts hold checkpoints of different epochs ({starts}); start the job again, or afresh with "
                            "resume=false.")

    def on_train_start(self):
        if RANK > 0: return  # it validates nothing, so it has one loader
        (train, train_set), (val, val_set) = self.loaders
        emit("start", trainImages=train_set.n, valImages=val_set.n, batches=len(train), workers=train.num_workers,
             stridePx=train_set.stride)

    def on_train_epoch_start(self):
        self.epoch_started = time.monotonic()

    def on_train_batch_end(self, model, ni, imgs, targets, paths, losses):
        batches, self.model = len(self.loaders[0][0]), model
        self.epoch, self.batch = ni // batches, ni % batches + 1
        emit_seldom("batch", self.batch == batches, epoch=self.epoch, batch=self.batch, batches=batches,
                    train=dict(zip(LOSSES, losses)))
        if self.hurrying: raise StopNow

    def on_val_start(self):
        self.batch = 0

    def on_val_batch_end(self, *_):
        self.batch, batches = self.batch + 1, len(self.loaders[1][0])
        emit_seldom("validating", self.batch == batches, epoch=self.epoch, batch=self.batch, batches=batches)
        if self.hurrying: raise StopNow

    def on_fit_epoch_end(self, values, epoch, best_fitness, fitness):
        is_best = bool(fitness == best_fitness)
        self.done, self.best_epoch = epoch + 1, epoch if is_best else self.best_epoch
        emit("epoch", epoch=epoch, train=dict(zip(LOSSES, values[:3])), val=dict(zip(METRICS + LOSSES, values[3:10])),
             lr=values[10:13], fitness=fitness[0], best=is_best, seconds=time.monotonic() - self.epoch_started)

    def on_model_save(self, last, epoch, final_epoch, best_fitness, fitness):
        """Out of the way before YOLOv5 writes over it, or strips it of the optimizer: a rename costs no time."""
        self.has_state, kept = True, self.outbox / f"{epoch}.pt"
        os.replace(last, kept)
        emit("checkpoint", epoch=epoch, file=str(kept), best=bool(fitness == best_fitness), fitness=fitness)

    def on_train_end(self, last, best, epoch, results):
        emit("end", epochs=epoch + 1, bestEpoch=self.best_epoch, stopped=self.stopping)

    def leave(self, weights: Path):
        """What yolov5.train does after its last epoch, less the validation; before the first one ended, with what there is."""
        import torch
        from yolov5.utils.torch_utils import de_parallel
        if not self.has_state:
            torch.save({"epoch": self.epoch, "model": self.train.deepcopy(de_parallel(self.model)).half()}, weights / "best.pt")
        self.train.strip_optimizer(weights / "best.pt")
        emit("end", epochs=self.done, bestEpoch=self.best_epoch, stopped=True)


def main(options: dict) -> None:
    prepare_yolov5()
    sys.argv = sys.argv[:1]  # YOLOv5 fills what we don't name from the command line
    from yolov5 import train
    from yolov5.utils.callbacks import Callbacks
    if "strip" in options:
        return train.strip_optimizer(options["strip"]["source"], options["strip"]["target"])
    from yolov5.utils import loggers
    writer, events = loggers.SummaryWriter, options.get("tensorboard")
    loggers.SummaryWriter = lambda _: writer(events) if events else None  # else YOLOv5 always writes, beside its plots
    arguments = train.parse_opt(known=True)
    for name, value in options["arguments"].items():
        if not hasattr(arguments, name):
            raise GlueError(f"yolov5.train has no option {name}.")
        setattr(arguments, name, value)
    if options.get("channelsLast"): compute_channels_last(train)
    reporter, callbacks = Reporter(train, options["outbox"], options.get("resumed", {})), Callbacks()
    for hook in (name for name in dir(reporter) if name.startswith("on_")):
        callbacks.register_action(hook, "detectory", getattr(reporter, hook))
    if arguments.noval:
        arguments.noval = False
        reporter.leave_out_validation(train, arguments.epochs, len(train.check_dataset(arguments.data)["names"]))
    answer_signals(reporter.stop)
    try:
        train.main(arguments, callbacks=callbacks)
    except StopNow:
        reporter.leave(Path(arguments.project, arguments.name, "weights"))


if __name__ == "__main__":
    run_program(main)
