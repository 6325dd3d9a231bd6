import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { median } from '@detectory/bench-kit/statistics';

// floor.mjs MODEL.onnx HEIGHT WIDTH THREADS PHOTO: the least that an answer costs, decoding and a bare forward pass on ready
// input, in milliseconds; and the CPU time of both together. Each line of its input is a number of rounds, each answer a JSON document.
const [model, height, width, threads, photo] = process.argv.slice(2);
const warmUps = 2;
const bytes = readFileSync(photo);
if (threads === '1') sharp.concurrency(1);
const session = await InferenceSession.create(model, { intraOpNumThreads: Number(threads), interOpNumThreads: 1 });
const feeds = makeFeeds();
const [output] = session.outputNames;

for await (const rounds of createInterface({ input: process.stdin })) {
  for (let round = 0; round < warmUps; round++) await once();
  const cpuBefore = process.cpuUsage();
  const measured = [];
  for (let round = 0; round < Number(rounds); round++) measured.push(await once());
  const cpu = process.cpuUsage(cpuBefore);
  console.log(
    JSON.stringify({
      decodeMs: median(measured.map((one) => one.decodeMs)),
      forwardMs: median(measured.map((one) => one.forwardMs)),
      totalMs: median(measured.map((one) => one.decodeMs + one.forwardMs)),
      cpuMs: (cpu.user + cpu.system) / 1000 / measured.length,
    }),
  );
}
async function once() {
  const startedAt = performance.now();
  await sharp(bytes, { ignoreIcc: true }).removeAlpha().raw().toBuffer();
  const decodedAt = performance.now();
  await session.run(feeds, [output]);
  return { decodeMs: decodedAt - startedAt, forwardMs: performance.now() - decodedAt };
}

/** A grey image; for our own graphs with their thresholds. */
function makeFeeds() {
  const side = { height: Number(height), width: Number(width) };
  const count = side.height * side.width * 3;
  const [images, ...others] = session.inputNames;
  if (others.length === 0)
    return {
      [images]: new Tensor('float32', new Float32Array(count).fill(114 / 255), [1, 3, side.height, side.width]),
    };
  return {
    images: new Tensor('uint8', new Uint8Array(count).fill(114), [1, side.height, side.width, 3]),
    confidence: new Tensor('float32', [0.25], []),
    iou: new Tensor('float32', [0.45], []),
    max_detections: new Tensor('int64', [300n], []),
    multi_label: new Tensor('bool', [false], []),
  };
}
