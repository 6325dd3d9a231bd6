import { parseArgs } from 'node:util';
import { SetupError } from './fail.mjs';

/**
 * Node's parseArgs for a script whose usage is short: what it refuses is one line, and the usage after it.
 * @template {import('node:util').ParseArgsConfig} Config
 * @param {Config} config
 * @param {string} usage
 * @throws {SetupError}
 */
export function parseOptions(config, usage) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new SetupError(`${explainRefusal(error)}\n${usage}`);
  }
}

/** What parseArgs refused, without its advice on arguments that begin with a dash: none of ours do. @param {unknown} error */
export function explainRefusal(error) {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\.? To specify a positional argument starting with.*$/s, '').replace(/\.?$/, '.');
}
