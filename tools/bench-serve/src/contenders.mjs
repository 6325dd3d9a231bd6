import { fileURLToPath } from 'node:url';
import { startAsked } from './asked-process.mjs';
import { bareModel, checkpoint } from './models.mjs';
import { inShared, trainingPython } from './places.mjs';

const floorScript = fileURLToPath(new URL('./floor.mjs', import.meta.url));
const peersScript = fileURLToPath(new URL('../python/peers_in_turn.py', import.meta.url));

/**
 * The least that an answer costs: decoding and a bare forward pass.
 * @template T
 * @param {{ model: string, height: number, width: number, threads: number, photo: string }} floor
 * @param {(measure: (rounds: number) => Promise<{ decodeMs: number, forwardMs: number, totalMs: number, cpuMs: number }>) => Promise<T>} use
 * @returns {Promise<T>}
 */
export function withFloor({ model, height, width, threads, photo }, use) {
  const numbers = [height, width, threads].map(String);
  return withAsked(process.execPath, [floorScript, model, ...numbers, photo], (ask) =>
    use((rounds) => ask(`${rounds}`)),
  );
}

/**
 * YOLOv5 through PyTorch (`pytorch`) and its own ONNX Runtime path (`yolov5_onnx`), in process: JPEG bytes in, JSON text out.
 * @template T
 * @param {string} photo
 * @param {(measureMs: (peer: 'pytorch' | 'yolov5_onnx', rounds: number) => Promise<number>) => Promise<T>} use gets medians
 * @returns {Promise<T>}
 */
export function withPeers(photo, use) {
  const args = [peersScript, inShared('bench', 'peer_serving.py'), checkpoint(), bareModel(), photo];
  return withAsked(trainingPython, args, (ask) =>
    use(async (peer, rounds) => (await ask(`${peer} ${rounds}`)).medianMs),
  );
}

async function withAsked(command, args, use) {
  const asked = startAsked(command, args);
  try {
    return await use(asked.ask);
  } finally {
    await asked.stop();
  }
}
