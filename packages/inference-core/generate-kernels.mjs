import { readFileSync } from 'node:fs';
import createWabt from 'wabt';

const source = 'src/letterbox/kernels/letterbox.wat';

/** The letterbox's WebAssembly; `npm run generate` writes it, and a test holds it to its source. */
export default async function generateKernels() {
  const wabt = await createWabt();
  const text = readFileSync(new URL(source, import.meta.url), 'utf8');
  const module = wabt.parseWat(source, text);
  const { buffer } = module.toBinary({});
  module.destroy();
  const base64 = Buffer.from(buffer).toString('base64');
  const lines = base64.match(/.{1,110}/g).map((line) => `  '${line}',`);
  return {
    'src/letterbox/kernels/letterbox-binary.ts': `/** letterbox.wat as WebAssembly, in Base64. */
export const letterboxBinary = [
${lines.join('\n')}
].join('');
`,
  };
}
