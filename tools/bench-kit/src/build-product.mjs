import { SetupError } from '@detectory/setup/fail';
import { run } from '@detectory/setup/run';
import { root } from '@detectory/setup/workspace';

/** What is timed is what users run: the builds. @param {readonly string[]} projects */
export async function buildProduct(projects, target = 'build') {
  const env = { NX_DAEMON: 'false', NX_TUI: 'false' };
  const args = ['nx', 'run-many', '-t', target, '-p', projects.join(',')];
  const { code, output } = await run('npx', args, { cwd: root, quiet: true, env });
  if (code !== 0) throw new SetupError(`The build failed:\n${output}`);
}
