import { runMain } from './src/errors.mjs';
import { checkPins } from './src/pins/check-pins.mjs';

await runMain(async () => {
  const findings = checkPins();
  for (const { where, message } of findings) console.error(`error: ${where}: ${message}`);
  console.log(findings.length === 0 ? 'pins: everything is pinned' : `pins: ${findings.length} findings`);
  return findings.length === 0 ? 0 : 1;
});
