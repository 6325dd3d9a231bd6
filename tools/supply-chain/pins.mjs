import { parseArgs } from 'node:util';
import { explainRefusal } from '@detectory/setup/parse-options';
import { runMain, UsageError } from './src/errors.mjs';
import { checkPins } from './src/pins/check-pins.mjs';

const help = `npm run pins

Finds what could change without a commit here: versions in package.json that are ranges, packages of the locks without a hash,
images without a digest, actions without a commit. Exceptions stand in tools/supply-chain/policy.json, each with its reason.`;

await runMain(async () => {
  if (parseOptions().help) return void console.log(help);
  const findings = checkPins();
  for (const { where, message } of findings) console.error(`error: ${where}: ${message}`);
  console.log(findings.length === 0 ? 'pins: everything is pinned' : `pins: ${findings.length} findings`);
  return findings.length === 0 ? 0 : 1;
});

function parseOptions() {
  try {
    return parseArgs({ options: { help: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new UsageError(`${explainRefusal(error)} See \`npm run pins -- --help\`.`);
  }
}
