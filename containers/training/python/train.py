# SPDX-License-Identifier: AGPL-3.0-only
"""Runs yolov5.train with callbacks that report to the control program; SIGTERM ends the run after the current epoch.
Options: arguments {YOLOv5's own train options, underscored}.
"""
import os
import signal
import sys
import time

from glue import GlueError, emit, emit_seldom, prepare_yolov5, run_program

LOSSES = ("box_loss", "obj_loss", "cls_loss")
METRICS = ("precision", "recall", "mAP50", "mAP50_95")


class Reporter:
    """YOLOv5's callbacks to events. The loaders are caught as they are made: no callback tells their length."""

    def __init__(self, train):
        self.loaders, self.stopping = [], False
        self.epoch = self.best_epoch = self.batch = 0
        self.epoch_started = 0.0
        create, reporter = train.create_dataloader, self

        class Stopper(train.EarlyStopping):
            """Answers for a signal too: `callbacks.stop_training` would return without the final strip and validation."""
            def __call__(self, epoch, fitness):
                return super().__call__(epoch, fitness) or reporter.stopping

        def create_and_keep(*args, **kwargs):
            self.loaders.append(create(*args, **kwargs))
            return self.loaders[-1]

        train.EarlyStopping, train.create_dataloader = Stopper, create_and_keep

    def stop(self, *_):
        self.stopping = True
        emit("stopping", epoch=self.epoch)

    def on_train_start(self):
        (train, train_set), (val, val_set) = self.loaders
        emit("start", trainImages=train_set.n, valImages=val_set.n, batches=len(train), workers=train.num_workers)

    def on_train_epoch_start(self):
        self.epoch_started = time.monotonic()

    def on_train_batch_end(self, model, ni, imgs, targets, paths, losses):
        batches = len(self.loaders[0][0])
        self.epoch, self.batch = ni // batches, ni % batches + 1
        emit_seldom("batch", self.batch == batches, epoch=self.epoch, batch=self.batch, batches=batches,
                    train=dict(zip(LOSSES, losses)))

    def on_val_start(self):
        self.batch = 0

    def on_val_batch_end(self, *_):
        self.batch, batches = self.batch + 1, len(self.loaders[1][0])
        emit_seldom("validating", self.batch == batches, epoch=self.epoch, batch=self.batch, batches=batches)

    def on_fit_epoch_end(self, values, epoch, best_fitness, fitness):
        is_best = bool(fitness == best_fitness)
        self.best_epoch = epoch if is_best else self.best_epoch
        emit("epoch", epoch=epoch, train=dict(zip(LOSSES, values[:3])), val=dict(zip(METRICS + LOSSES, values[3:10])),
             lr=values[10:13], fitness=fitness[0], best=is_best, seconds=time.monotonic() - self.epoch_started)

    def on_train_end(self, last, best, epoch, results):
        emit("end", epochs=epoch + 1, bestEpoch=self.best_epoch, stopped=self.stopping)


def main(options: dict) -> None:
    prepare_yolov5()
    sys.argv = sys.argv[:1]  # YOLOv5 fills what we don't name from the command line
    from yolov5 import train
    from yolov5.utils.callbacks import Callbacks
    arguments = train.parse_opt(known=True)
    for name, value in options["arguments"].items():
        if not hasattr(arguments, name):
            raise GlueError(f"yolov5.train has no option {name}.")
        setattr(arguments, name, value)
    reporter, callbacks = Reporter(train), Callbacks()
    for hook in (name for name in dir(reporter) if name.startswith("on_")):
        callbacks.register_action(hook, "detectory", getattr(reporter, hook))
    signal.signal(signal.SIGTERM, reporter.stop)
    os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))  # or a Pool can't end its own
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the control program's to answer
    train.main(arguments, callbacks=callbacks)


if __name__ == "__main__":
    run_program(main)
