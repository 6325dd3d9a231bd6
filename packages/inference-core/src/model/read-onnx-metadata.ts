import Pbf from 'pbf';
import { ModelInvalidError } from '../errors.js';

export interface OnnxTensorInfo {
  readonly name: string;
  /** ONNX's element type: 1 float32, 2 uint8, 10 float16. */
  readonly elementType: number;
  /** A dimension without a fixed size is 0. */
  readonly shape: readonly number[];
}

export interface OnnxMetadata {
  readonly inputs: readonly OnnxTensorInfo[];
  readonly outputs: readonly OnnxTensorInfo[];
  /** What the exporter wrote beside the graph: `names`, `stride`. */
  readonly properties: ReadonlyMap<string, string>;
}

interface MutableTensorInfo {
  name: string;
  elementType: number;
  shape: number[];
}

interface Gathered {
  isModel: boolean;
  inputs: MutableTensorInfo[];
  outputs: MutableTensorInfo[];
  properties: Map<string, string>;
}

/**
 * Inputs, outputs and metadata of an ONNX file, read from its protobuf without building a session (ONNX Runtime's Node
 * binding doesn't give the metadata). Field numbers: onnx.proto3 of ONNX 1.17.
 * @throws ModelInvalidError when the bytes are no ONNX model.
 */
export function readOnnxMetadata(bytes: Uint8Array): OnnxMetadata {
  const gathered: Gathered = { isModel: false, inputs: [], outputs: [], properties: new Map() };
  try {
    new Pbf(bytes).readFields(readModelField, gathered);
  } catch (cause) {
    throw notOnnx(cause);
  }
  if (!gathered.isModel) throw notOnnx();
  return gathered;
}

function notOnnx(cause?: unknown): ModelInvalidError {
  return new ModelInvalidError('The file is not an ONNX model, or is cut off. Export or copy it again.', { cause });
}

function readModelField(tag: number, model: Gathered, pbf: Pbf): void {
  if (tag === 7) {
    model.isModel = true;
    pbf.readMessage(readGraphField, model);
  }
  if (tag === 14) {
    const entry = pbf.readMessage(readEntryField, { key: '', value: '' });
    model.properties.set(entry.key, entry.value);
  }
}

function readGraphField(tag: number, model: Gathered, pbf: Pbf): void {
  if (tag === 11) model.inputs.push(readTensorInfo(pbf));
  if (tag === 12) model.outputs.push(readTensorInfo(pbf));
}

function readTensorInfo(pbf: Pbf): MutableTensorInfo {
  return pbf.readMessage(readValueInfoField, { name: '', elementType: 0, shape: [] });
}

function readValueInfoField(tag: number, info: MutableTensorInfo, pbf: Pbf): void {
  if (tag === 1) info.name = pbf.readString();
  if (tag === 2) pbf.readMessage(readTypeField, info);
}

function readTypeField(tag: number, info: MutableTensorInfo, pbf: Pbf): void {
  if (tag === 1) pbf.readMessage(readTensorTypeField, info);
}

function readTensorTypeField(tag: number, info: MutableTensorInfo, pbf: Pbf): void {
  if (tag === 1) info.elementType = pbf.readVarint();
  if (tag === 2) pbf.readMessage(readShapeField, info);
}

function readShapeField(tag: number, info: MutableTensorInfo, pbf: Pbf): void {
  if (tag === 1) info.shape.push(pbf.readMessage(readDimensionField, { size: 0 }).size);
}

function readDimensionField(tag: number, dimension: { size: number }, pbf: Pbf): void {
  if (tag === 1) dimension.size = pbf.readVarint();
}

function readEntryField(tag: number, entry: { key: string; value: string }, pbf: Pbf): void {
  if (tag === 1) entry.key = pbf.readString();
  if (tag === 2) entry.value = pbf.readString();
}
