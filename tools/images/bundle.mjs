import { runScript } from '@detectory/setup/fail';
import { bundleContainer } from './src/bundle-container.mjs';
import { readContainer } from './src/container.mjs';

await runScript(async () => {
  const { files, bytes } = await bundleContainer(readContainer(process.argv[2]));
  console.log(`bundle: ${files} files, ${(bytes / 1e6).toFixed(1)} MB`);
});
