# SPDX-License-Identifier: AGPL-3.0-only
"""A fused fp32 graph to one whose weights are half as long, or whose convolutions compute with 8 bits.
Options: model, output, precision, heightPx, widthPx, photos [files of letterboxed RGB bytes].
"""
import tempfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from glue import emit_seldom, run_program

# A convolution with 8 bits between activations with 32 gains half as much.
QUANTISED = ["Conv", "Sigmoid", "Mul", "Add", "Concat", "MaxPool", "Resize"]


def main(options: dict) -> None:
    made = {"fp16": to_half, "int8": to_int8}[options["precision"]](onnx.load(options["model"]), options)
    onnx.checker.check_model(made, full_check=True)
    Path(options["output"]).write_bytes(made.SerializeToString(deterministic=True))


def to_half(model: onnx.ModelProto, _: dict) -> onnx.ModelProto:
    """Weights are kept in 16 bits and widened when the model is loaded: a CPU computes in 32 either way."""
    weights = {name for node in model.graph.node if node.op_type == "Conv" for name in node.input[1:]}
    for tensor in (tensor for tensor in model.graph.initializer if tensor.name in weights):
        half = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), f"{tensor.name}/half")
        model.graph.node.insert(0, helper.make_node("Cast", [half.name], [tensor.name], to=TensorProto.FLOAT))
        tensor.CopyFrom(half)
    return model


def to_int8(model: onnx.ModelProto, options: dict) -> onnx.ModelProto:
    """Static quantisation (QDQ) of the network, but for the last convolutions and what decodes their output."""
    from onnxruntime.quantization import QuantType, quantize_static
    inputs = read_inputs(options)
    with tempfile.TemporaryDirectory() as folder:
        output = str(Path(folder, "int8.onnx"))
        # Seven bits of weight: processors without VNNI add two products in 16 bits, which overflow with eight.
        quantize_static(options["model"], output, SimpleNamespace(get_next=lambda: next(inputs, None)), per_channel=True, reduce_range=True,
                        activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
                        op_types_to_quantize=QUANTISED, nodes_to_quantize=find_body(model.graph))
        return onnx.load(output)


def read_inputs(options: dict):
    shape, files = (1, options["heightPx"], options["widthPx"], 3), options["photos"]
    for done, file in enumerate(files, 1):
        emit_seldom("calibrating", done == len(files), done=done, total=len(files))
        yield {"images": np.fromfile(file, np.uint8).reshape(shape), "confidence": np.array(0.25, np.float32),
               "iou": np.array(0.45, np.float32), "max_detections": np.array(300), "multi_label": np.array(False)}


def find_body(graph: onnx.GraphProto) -> list:
    """Names of the nodes before each branch's last convolution: box sides and scores need more than 256 steps."""
    makers = {output: node for node in graph.node for output in node.output}
    channels = {tensor.name: tensor.dims[0] for tensor in graph.initializer if tensor.dims}

    def walk_up(names, is_end):
        ahead, seen, ends = list(names), set(), []
        while ahead:
            node = makers.get(ahead.pop())
            if node and node.output[0] not in seen:
                seen.add(node.output[0])
                ends.extend([node] if is_end(node) else [])
                ahead.extend([] if is_end(node) else node.input)
        return seen, ends

    # Later YOLOs take a mean by a convolution to one channel (DFL): the branch's last one lies before it.
    _, last = walk_up([graph.output[0].name], lambda node: node.op_type == "Conv" and channels[node.input[1]] > 1)
    body, _ = walk_up([name for node in last for name in node.input], lambda node: False)
    return [node.name for node in graph.node if node.name and node.output[0] in body]


if __name__ == "__main__":
    run_program(main)
