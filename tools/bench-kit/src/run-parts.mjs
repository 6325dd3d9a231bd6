import { runScript, SetupError } from '@detectory/setup/fail';
import { parseOptions } from '@detectory/setup/parse-options';
import { printMachine } from './machine.mjs';

/**
 * The command line of a benchmark: prepares, says what runs it, then runs the parts that `--only` names in their order.
 * @param {object} benchmark
 * @param {string} benchmark.command as users type it
 * @param {string} benchmark.about one sentence for `--help`
 * @param {Record<string, (runs: number) => Promise<void>>} benchmark.parts
 * @param {() => Promise<void>} benchmark.prepare
 * @param {() => void} [benchmark.tidy] when all is measured, or something failed
 */
export function runParts({ command, about, parts, prepare, tidy }) {
  const names = Object.keys(parts);
  const usage = `${command} [-- --only PARTS --runs N]
  ${about}
  --only PARTS   some of ${names.join(', ')}
  --runs N       runs of each contender, of which the median counts (default 3)`;
  return runScript(async () => {
    const { help, only, runs } = readOptions(names, usage);
    if (help) return void console.log(usage);
    await prepare();
    printMachine(`medians of ${runs}, contenders in turn`);
    try {
      for (const name of names) if (only.includes(name)) await parts[name](runs);
    } finally {
      tidy?.();
    }
  });
}

function readOptions(names, usage) {
  const options = {
    only: { type: 'string' },
    runs: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  };
  const { values } = parseOptions({ options }, usage);
  const only = values.only?.split(',') ?? names;
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new SetupError(`--only ${unknown}: expected some of ${names.join(',')}.`);
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1)
    throw new SetupError(`--runs ${values.runs}: expected a whole number from 1 up.`);
  return { help: values.help, only, runs };
}
