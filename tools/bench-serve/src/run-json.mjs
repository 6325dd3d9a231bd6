import { SetupError } from '@detectory/setup/fail';
import { run } from '@detectory/setup/run';

/** Runs a program that prints JSON documents, one a line, among other lines. @returns {Promise<any[]>} */
export async function runJson(command, args) {
  const { code, output } = await run(command, args, { quiet: true });
  if (code !== 0) throw new SetupError(`${command} ${args[0]} ended with ${code}:\n${output.slice(-1500)}`);
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}
