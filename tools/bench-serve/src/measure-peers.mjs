import { bareModel, checkpoint } from './models.mjs';
import { inShared, trainingPython } from './places.mjs';
import { runJson } from './run-json.mjs';

/**
 * YOLOv5 through PyTorch and its own ONNX Runtime path, in process: JPEG bytes in, JSON text out.
 * @param {string} photo
 * @returns {Promise<{ pytorchMs: number, onnxMs: number }>} medians
 */
export async function measurePeers(photo) {
  const driver = inShared('bench', 'peer_serving.py');
  const results = await runJson(trainingPython, [driver, checkpoint(), bareModel(), photo]);
  const of = (peer) => results.find((result) => result.peer === peer).medianMs;
  return { pytorchMs: of('pytorch'), onnxMs: of('yolov5_onnx') };
}
