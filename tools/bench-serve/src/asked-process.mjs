import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * Starts a program that answers each line of its input with a JSON document on one line, among lines of other kinds. It stays between
 * questions, so that contenders can take turns in short blocks.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {{ ask: (line: string) => Promise<any>, stop: () => Promise<void> }}
 */
export function startAsked(command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-2000)));
  // A program that has ended takes no more questions; that it has is said below.
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close');
  const answers = jsonLines(child.stdout);
  return {
    ask: async (line) => {
      child.stdin.write(`${line}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`${command} ${args[0]} ended with ${(await ended)[0]}:\n${said}`);
      return value;
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

async function* jsonLines(stream) {
  for await (const line of createInterface({ input: stream })) if (line.startsWith('{')) yield JSON.parse(line);
}
