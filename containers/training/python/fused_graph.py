# SPDX-License-Identifier: AGPL-3.0-only
"""Wraps a bare YOLOv5 graph: uint8 photo in, suppressed detections out (docs/formats/model-json.md, graph "fused")."""
import json
from pathlib import Path
from string import Template

import onnx
from onnx import compose, helper, parser

GRAPH_VERSION = "1"
OPSET, IR_VERSION = 17, 8
HEADER = f'<ir_version: {IR_VERSION}, opset_import: ["" : {OPSET}]> '


def fuse(bare: onnx.ModelProto, names: list, stride: int, height: int, width: int) -> onnx.ModelProto:
    """Bare YOLOv5 graph (`images` float NCHW to `output0`) to the fused graph; the same input gives the same bytes."""
    rows, columns = [d.dim_value for d in bare.graph.output[0].type.tensor_type.shape.dim][1:]
    fields = dict(height=height, width=width, rows=rows, columns=columns, classes=len(names),
                  class_list=", ".join(str(i) for i in range(len(names))))
    bare.ir_version = IR_VERSION
    bare = compose.add_prefix(bare, "yolo/")
    model = compose.merge_models(read_graph("before", fields), bare, io_map=[("pixels", "yolo/images")])
    model = compose.merge_models(model, read_graph("after", fields), io_map=[("yolo/output0", "predictions")])
    model.graph.name, model.producer_name, model.producer_version = "detectory", "detectory", GRAPH_VERSION
    del model.graph.value_info[:], model.opset_import[1:]
    helper.set_model_props(model, {"detectory_graph": GRAPH_VERSION, "names": json.dumps(names), "stride": str(stride)})
    onnx.checker.check_model(model, full_check=True)
    return model


def read_graph(name: str, fields: dict) -> onnx.ModelProto:
    """graphs/<name>.onnxtxt (ONNX's text form; lines that start with # are comments) with its $fields filled in."""
    lines = (Path(__file__).parent / "graphs" / f"{name}.onnxtxt").read_text().splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    return parser.parse_model(HEADER + Template(text).substitute(fields))
