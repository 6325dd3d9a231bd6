# SPDX-License-Identifier: AGPL-3.0-only
"""Wraps a bare graph of either engine: uint8 photo in, suppressed detections out (docs/formats/model-json.md, graph "fused")."""
import json
from pathlib import Path
from string import Template

import onnx
from onnx import compose, helper, parser

GRAPH_VERSION = "1"
OPSET, IR_VERSION = 17, 8
HEADER = f'<ir_version: {IR_VERSION}, opset_import: ["" : {OPSET}]> '


def fuse(bare: onnx.ModelProto, head: str, names: list, stride: int, height: int, width: int) -> onnx.ModelProto:
    """Bare graph (`images` float NCHW to `output0`) to the fused graph; the same input gives the same bytes."""
    rows, columns = [d.dim_value for d in bare.graph.output[0].type.tensor_type.shape.dim][1:]
    fields = dict(height=height, width=width, rows=rows, columns=columns, classes=len(names),
                  class_list=", ".join(str(i) for i in range(len(names))))
    fields["candidates"] = read_template(head).substitute(fields)
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
    return parser.parse_model(HEADER + read_template(name).substitute(fields))


def read_template(name: str) -> Template:
    """graphs/<name>.onnxtxt: ONNX's text form with $fields; lines that start with # are comments."""
    lines = (Path(__file__).parent / "graphs" / f"{name}.onnxtxt").read_text().splitlines()
    return Template("\n".join(line for line in lines if not line.lstrip().startswith("#")))
