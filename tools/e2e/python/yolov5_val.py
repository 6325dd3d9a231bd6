"""What YOLOv5's own val makes of an ONNX model at 640 x 640 on a dataset's val split. usage: MODEL.onnx DATA_YAML OUT_DIR"""
import contextlib
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "containers" / "training" / "python"))
from glue import prepare_yolov5

prepare_yolov5()
from yolov5 import val

model, data, out = sys.argv[1:]
with contextlib.redirect_stdout(sys.stderr):
    (precision, recall, map50, map50_95, *_), maps, *_ = val.run(data, model, device="cpu", workers=0, plots=False, project=out)
print(json.dumps({"precision": precision, "recall": recall, "mAP50": map50, "mAP50_95": map50_95, "perClass": maps.tolist()}))
