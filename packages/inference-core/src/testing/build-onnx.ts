import Pbf from 'pbf';

export interface TensorShape {
  readonly name: string;
  /** ONNX's element type: 1 float32, 2 uint8, 7 int64, 9 bool. */
  readonly elementType: number;
  readonly shape: readonly number[];
}

export interface ConstantModel {
  readonly inputs: readonly TensorShape[];
  readonly output: { readonly name: string; readonly shape: readonly number[]; readonly values: readonly number[] };
  readonly metadata?: Readonly<Record<string, string>>;
}

const irVersion = 8;
const opsetVersion = 17;
const float32 = 1;
const tensorAttribute = 4;

/** A real ONNX file whose output is always the same: what surrounds a model is tested without a large one. */
export function buildOnnx(model: ConstantModel): Uint8Array {
  const pbf = new Pbf();
  pbf.writeVarintField(1, irVersion);
  pbf.writeMessage(7, writeGraph, model);
  pbf.writeMessage(8, (_, opset) => opset.writeVarintField(2, opsetVersion), undefined);
  for (const entry of Object.entries(model.metadata ?? {})) pbf.writeMessage(14, writeEntry, entry);
  return pbf.finish();
}

function writeEntry([key, value]: [string, string], pbf: Pbf): void {
  pbf.writeStringField(1, key);
  pbf.writeStringField(2, value);
}

function writeGraph({ inputs, output }: ConstantModel, pbf: Pbf): void {
  pbf.writeMessage(1, writeConstantNode, output);
  pbf.writeStringField(2, 'constant');
  for (const input of inputs) pbf.writeMessage(11, writeValueInfo, input);
  pbf.writeMessage(12, writeValueInfo, { ...output, elementType: float32 });
}

function writeConstantNode(output: ConstantModel['output'], pbf: Pbf): void {
  pbf.writeStringField(2, output.name);
  pbf.writeStringField(4, 'Constant');
  pbf.writeMessage(5, writeValueAttribute, output);
}

function writeValueAttribute(output: ConstantModel['output'], pbf: Pbf): void {
  pbf.writeStringField(1, 'value');
  pbf.writeMessage(5, writeTensor, output);
  pbf.writeVarintField(20, tensorAttribute);
}

function writeTensor({ shape, values }: ConstantModel['output'], pbf: Pbf): void {
  for (const side of shape) pbf.writeVarintField(1, side);
  pbf.writeVarintField(2, float32);
  const floats = Float32Array.from(values);
  pbf.writeBytesField(9, new Uint8Array(floats.buffer));
}

function writeValueInfo({ name, elementType, shape }: TensorShape, pbf: Pbf): void {
  pbf.writeStringField(1, name);
  pbf.writeMessage(2, writeType, { elementType, shape });
}

function writeType(type: Omit<TensorShape, 'name'>, pbf: Pbf): void {
  pbf.writeMessage(1, writeTensorType, type);
}

function writeTensorType({ elementType, shape }: Omit<TensorShape, 'name'>, pbf: Pbf): void {
  pbf.writeVarintField(1, elementType);
  pbf.writeMessage(2, writeShape, shape);
}

function writeShape(shape: readonly number[], pbf: Pbf): void {
  for (const side of shape)
    pbf.writeMessage(1, (value: number, dimension) => dimension.writeVarintField(1, value), side);
}
