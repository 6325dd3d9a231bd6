const mostLines = 3;
// eslint-disable-next-line no-control-regex -- colours are control characters
const colours = /\u001b\[[0-9;]*m/g;

/**
 * The tasks that Nx calls failed, each with the first lines of its output that name an error: a lint rule, a type, a
 * floor of coverage or an error outside every test fails a task although no test of it does.
 * @param {string} output what `nx run-many` printed
 * @returns {readonly string[]} a line a task
 */
export function listFailedTasks(output) {
  const text = output.replaceAll(colours, '').replaceAll('\r', '');
  const [, list = ''] = /\nFailed tasks:\n+((?:- .+\n?)+)/.exec(text) ?? [];
  return list
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => describeTask(line.slice(2).trim(), text));
}

/** @param {string} task @param {string} output */
function describeTask(task, output) {
  const reasons = sectionOf(task, output)
    .filter((line) => /\berror\b|\bunhandled\b|✗|×/i.test(line) && !/^\s*0 errors/.test(line))
    .slice(0, mostLines)
    .map((line) => line.trim().slice(0, 300));
  return [task, ...reasons].join(': ');
}

/** What stands between the task's heading and the next one's. @param {string} task @param {string} output */
function sectionOf(task, output) {
  const lines = output.split('\n');
  const start = lines.indexOf(`> nx run ${task}`);
  if (start === -1) return [];
  const length = lines.slice(start + 1).findIndex((line) => /^(> nx run |✔ {2}nx run | NX {3})/.test(line));
  return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length);
}
