"""What YOLOv5's own loader makes of the training split of a dataset: its counts, or why it refuses it; by file.
usage: DATA_YAML..."""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "containers" / "training" / "python"))
from glue import prepare_yolov5

prepare_yolov5()
import numpy as np
from yolov5.utils.dataloaders import LoadImagesAndLabels
from yolov5.utils.general import check_dataset


def load(file: str) -> dict:
    try:
        data = check_dataset(file, autodownload=False)
        loader = LoadImagesAndLabels(data["train"], img_size=64, augment=True, workers=0)
    except Exception as error:
        return {"refusal": str(error)}
    cache = np.load(next(Path(data["train"]).parent.parent.glob("**/*.cache")), allow_pickle=True).item()
    found, missing, empty, corrupt, total = cache["results"]
    boxes = sum(len(labels) for labels in loader.labels)
    return {"images": total, "boxes": boxes, "backgrounds": sum(not len(labels) for labels in loader.labels), "dropped": corrupt}


print(json.dumps({file: load(file) for file in sys.argv[1:]}))
