# SPDX-License-Identifier: AGPL-3.0-only
"""The list of trainings to record: few photos and many, from weights and from scratch, with and without augmentation.
Every field is a plain value, so that a recording can say how it was made."""
import random

NO_AUGMENTATION = {"hsv_h": 0.0, "hsv_s": 0.0, "hsv_v": 0.0, "translate": 0.0, "scale": 0.0, "fliplr": 0.0, "mosaic": 0.0}
HIGH_AUGMENTATION = {"mixup": 0.1, "scale": 0.9, "degrees": 5.0}
AUGMENTATIONS = {"none": NO_AUGMENTATION, "low": {}, "high": HIGH_AUGMENTATION}


def job(kind: str, labels: str, train: int, val: int, seed: int, **options) -> dict:
    """`labels`: all 80 COCO classes, their 12 groups, persons only, one class for everything, or drawn shapes."""
    return {"kind": kind, "labels": labels, "train": train, "val": val, "seed": seed, "weights": "yolov5n.pt",
            "imgsz": 160, "batch": 8, "epochs": 100, "augmentation": "low", "optimizer": "SGD", "lr0": 0.01,
            "freeze": 0, "cos_lr": False, "amp": False, **options}


def few_photos(rng: random.Random, seed: int) -> dict:
    """A handful of training photos, validated on others: most of these over-fit sooner or later."""
    optimizer, rate = rng.choice([("SGD", 0.01), ("SGD", 0.03), ("SGD", 0.05), ("Adam", 0.001), ("Adam", 0.003), ("AdamW", 0.002)])
    train = rng.choice([4, 6, 8, 12, 16, 20, 24, 32])
    return job("few", rng.choice(["groups", "groups", "person", "single", "all"]), train, rng.choice([28, 40]), seed,
               weights=rng.choice(["yolov5n.pt", "yolov5n.pt", "none"]), imgsz=rng.choice([96, 128, 160, 192]),
               batch=rng.choice([2, 4, 4, 8]), epochs=rng.choice([100, 150, 150, 200, 250, 300]),
               augmentation=rng.choice(["none", "none", "none", "none", "low", "high"]), optimizer=optimizer, lr0=rate,
               freeze=rng.choice([0, 0, 0, 10]), cos_lr=rng.random() < 0.25, amp=rng.random() < 0.3)


def half_the_photos(rng: random.Random, seed: int) -> dict:
    """Enough photos to learn from, too few for long: many of these turn in the middle of the run."""
    return job("half", rng.choice(["groups", "person", "single", "all"]), rng.choice([40, 48, 64]), 40, seed,
               weights=rng.choice(["yolov5n.pt", "none"]), imgsz=rng.choice([128, 160, 224]),
               batch=rng.choice([8, 16, 32]), epochs=rng.choice([60, 80, 120]), augmentation=rng.choice(["none", "none", "low"]),
               optimizer=rng.choice(["SGD", "Adam"]), lr0=rng.choice([0.001, 0.003, 0.01]), freeze=rng.choice([0, 10]),
               cos_lr=rng.random() < 0.3)


def most_photos(rng: random.Random, seed: int) -> dict:
    """Most photos train, others validate, augmentation as shipped: these go on improving or come to rest."""
    return job("most", rng.choice(["groups", "person", "single", "all"]), 88, 40, seed,
               weights=rng.choice(["yolov5n.pt", "none"]), imgsz=rng.choice([128, 160, 192, 320]),
               batch=rng.choice([8, 16, 32]), epochs=rng.choice([30, 40, 60, 80]),
               augmentation=rng.choice(["low", "low", "high"]), lr0=rng.choice([0.003, 0.01, 0.01, 0.02]),
               freeze=rng.choice([0, 0, 10]), cos_lr=rng.random() < 0.4, amp=rng.random() < 0.5)


def shapes(rng: random.Random, seed: int) -> dict:
    """Drawn shapes, of which there are as many as one likes: a task that can be learnt, from scratch."""
    train = rng.choice([8, 16, 160, 240])
    return job("shapes", "shapes", train, rng.choice([40, 80]), seed, weights=rng.choice(["none", "none", "yolov5n.pt"]),
               imgsz=96, batch=16, epochs=rng.choice([40, 60]) if train > 100 else rng.choice([150, 250]),
               augmentation=rng.choice(["none", "low"]), lr0=rng.choice([0.01, 0.02]), cos_lr=rng.random() < 0.4)


def noisy(rng: random.Random, seed: int) -> dict:
    """Few validation photos and a high learning rate: curves on which a hasty rule cries wolf."""
    return job("noisy", rng.choice(["groups", "person", "single"]), rng.choice([32, 64, 88]), rng.choice([4, 6, 8]), seed,
               weights=rng.choice(["yolov5n.pt", "none"]), imgsz=rng.choice([96, 128]), batch=rng.choice([4, 8]),
               epochs=rng.choice([60, 100]), augmentation=rng.choice(["low", "high", "none"]),
               lr0=rng.choice([0.01, 0.03, 0.05]))


def list_jobs() -> list:
    """In the order in which they run: what a cut-off leaves is as varied as the whole."""
    rng = random.Random(20261126)
    kinds = [few_photos, most_photos, half_the_photos, few_photos, shapes, half_the_photos, noisy, few_photos]
    jobs = [kinds[index % len(kinds)](rng, 1000 + index) for index in range(176)]
    return [{"id": f"{index:03d}-{one['kind']}", **one} for index, one in enumerate(jobs)]


def finetune_jobs() -> list:
    """From weights alone, small enough for two cores that others use too: two over-fitting ones to a healthy one."""
    rng = random.Random(1207)
    jobs = []
    for index in range(72):
        options = {"imgsz": 64, "freeze": rng.choice([0, 10]), "cos_lr": rng.random() < 0.3}
        labels, seed = rng.choice(["groups", "person", "single", "all"]), 3000 + index
        if index % 3 == 1:
            jobs.append(job("tune-most", labels, 48, 16, seed, batch=16, epochs=rng.choice([25, 30]),
                            augmentation=rng.choice(["low", "none"]), lr0=rng.choice([0.01, 0.02]), **options))
        else:
            jobs.append(job("tune-few", labels, rng.choice([8, 12, 16]), 16, seed, batch=16, epochs=rng.choice([40, 50]),
                            augmentation="none", optimizer=rng.choice(["Adam", "AdamW"]),
                            lr0=rng.choice([0.005, 0.01, 0.02]), **options))
    return [{"id": f"{400 + index}-{one['kind']}", **one} for index, one in enumerate(jobs)]


def known_jobs() -> list:
    """Of the 80 classes that the weights know, at a size that they don't: the model finds something from the first epoch on."""
    rng = random.Random(1219)
    jobs = []
    for index in range(60):
        options = {"imgsz": rng.choice([64, 96]), "cos_lr": rng.random() < 0.3, "epochs": rng.choice([36, 40, 48])}
        if index % 3 == 1:
            jobs.append(job("known-most", "all", 64, 20, 5000 + index, batch=32, augmentation=rng.choice(["low", "none"]),
                            **dict(zip(("optimizer", "lr0"), rng.choice([("SGD", 0.01), ("SGD", 0.005), ("Adam", 0.0005)]))),
                            **options))
        else:
            jobs.append(job("known-few", "all", rng.choice([8, 12, 16]), 20, 5000 + index, batch=rng.choice([8, 16]),
                            augmentation="none", freeze=rng.choice([0, 0, 10]),
                            **dict(zip(("optimizer", "lr0"), rng.choice([("SGD", 0.02), ("SGD", 0.05), ("Adam", 0.001),
                                                                         ("Adam", 0.002)]))), **options))
    return [{"id": f"{500 + index}-{one['kind']}", **one} for index, one in enumerate(jobs)]


def smoke_jobs() -> list:
    """Three tiny ones that try every part."""
    tiny = {"imgsz": 64, "batch": 4, "epochs": 3}
    return [{"id": f"smoke-{index}", **one} for index, one in enumerate([
        job("few", "groups", 4, 4, 1, augmentation="none", **tiny),
        job("most", "person", 8, 4, 2, weights="none", optimizer="AdamW", freeze=10, cos_lr=True, **tiny),
        job("shapes", "shapes", 8, 4, 3, weights="none", amp=True, augmentation="high", **tiny)])]


def cost_of(one: dict) -> float:
    """Pixels through the network in the whole run, validation being a third of training; only for sorting."""
    return one["epochs"] * (one["train"] + one["val"] / 3) * one["imgsz"] ** 2
