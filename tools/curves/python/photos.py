# SPDX-License-Identifier: Apache-2.0
"""The photos of a recorded training: parts of coco128 with their labels cut to the task, or drawn shapes."""
import json
import random
from pathlib import Path

import cv2
import numpy as np

SHAPES = ("circle", "square", "triangle", "cross")


def write_task(one: dict, coco128: Path, folder: Path) -> Path:
    """Lists, labels and the data.yaml of one job in `folder`; answers the data.yaml."""
    write = write_shapes if one["labels"] == "shapes" else write_photos
    names, train, val = write(one, coco128, folder)
    for split, files in (("train", train), ("val", val)):
        (folder / f"{split}.txt").write_text("".join(f"{file}\n" for file in files))
    data = {"path": str(folder), "train": "train.txt", "val": "val.txt", "names": list(names)}
    (folder / "data.yaml").write_text(json.dumps(data))  # JSON is YAML
    return folder / "data.yaml"


def write_photos(one: dict, coco128: Path, folder: Path):
    truth = json.loads((coco128 / "instances.json").read_text())
    names, class_of = choose_classes(one["labels"], truth["categories"])
    boxes = {}
    for note in truth["annotations"]:
        if note["category_id"] in class_of and not note["iscrowd"]:
            boxes.setdefault(note["image_id"], []).append((class_of[note["category_id"]], note["bbox"]))
    images = sorted((image for image in truth["images"] if image["id"] in boxes), key=lambda image: image["id"])
    (folder / "labels").mkdir(parents=True)
    (folder / "images").symlink_to(coco128 / "images")
    for image in images:
        lines = [to_line(box, kind, image["width"], image["height"]) for kind, box in boxes[image["id"]]]
        (folder / "labels" / image["file_name"]).with_suffix(".txt").write_text("".join(lines))
    files = [folder / "images" / image["file_name"] for image in images]
    random.Random(1).shuffle(files)  # the same photos validate in every job of a task
    count = min(one["val"], len(files) // 3)  # not every task has its boxes on every photo
    val, rest = files[:count], files[count:]
    random.Random(one["seed"]).shuffle(rest)
    return names, rest[: one["train"]], val


def choose_classes(labels: str, categories: list):
    """Names of the task, and its class for each of COCO's category ids."""
    if labels == "person":
        return ["person"], {one["id"]: 0 for one in categories if one["name"] == "person"}
    if labels == "single":
        return ["thing"], {one["id"]: 0 for one in categories}
    key = "supercategory" if labels == "groups" else "name"
    names = list(dict.fromkeys(one[key] for one in categories))
    return names, {one["id"]: names.index(one[key]) for one in categories}


def to_line(box: list, kind: int, width_px: int, height_px: int) -> str:
    left, top, width, height = box
    values = (left + width / 2) / width_px, (top + height / 2) / height_px, width / width_px, height / height_px
    return f"{kind} " + " ".join(f"{min(max(value, 0), 1):.6f}" for value in values) + "\n"


def write_shapes(one: dict, coco128: Path, folder: Path):
    rng = np.random.default_rng(one["seed"])
    (folder / "labels").mkdir(parents=True)
    (folder / "images").mkdir()
    files = []
    for index in range(one["train"] + one["val"]):
        picture, lines = draw_shapes(rng, side=160)
        file = folder / "images" / f"{index:04d}.png"
        cv2.imwrite(str(file), picture)
        (folder / "labels" / f"{index:04d}.txt").write_text("".join(lines))
        files.append(file)
    return SHAPES, files[: one["train"]], files[one["train"] :]


def draw_shapes(rng, side: int):
    """One to four shapes on noise; a shape's box is its own."""
    picture = cv2.resize(rng.integers(0, 255, (5, 5, 3), np.uint8), (side, side), interpolation=cv2.INTER_CUBIC)
    lines = []
    for _ in range(rng.integers(1, 5)):
        kind, radius = int(rng.integers(len(SHAPES))), int(rng.integers(10, 32))
        x, y = (int(value) for value in rng.integers(radius, side - radius, 2))
        color = tuple(int(value) for value in rng.integers(0, 255, 3))
        draw(picture, kind, x, y, radius, color)
        lines.append(to_line([x - radius, y - radius, 2 * radius, 2 * radius], kind, side, side))
    noise = rng.normal(0, 12, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8), lines


def draw(picture, kind: int, x: int, y: int, radius: int, color: tuple) -> None:
    if SHAPES[kind] == "circle":
        cv2.circle(picture, (x, y), radius, color, -1)
    elif SHAPES[kind] == "square":
        cv2.rectangle(picture, (x - radius, y - radius), (x + radius, y + radius), color, -1)
    elif SHAPES[kind] == "triangle":
        corners = np.array([[x, y - radius], [x - radius, y + radius], [x + radius, y + radius]])
        cv2.fillPoly(picture, [corners], color)
    else:
        third = radius // 3
        cv2.rectangle(picture, (x - radius, y - third), (x + radius, y + third), color, -1)
        cv2.rectangle(picture, (x - third, y - radius), (x + third, y + radius), color, -1)
