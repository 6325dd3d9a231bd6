import { SetupError } from '@detectory/setup/fail';
import { run } from '@detectory/setup/run';
import { root } from '@detectory/setup/workspace';

/** What is timed is what users run: the builds. @param {readonly string[]} projects */
export async function buildProduct(projects) {
  const env = { NX_DAEMON: 'false', NX_TUI: 'false' };
  const args = ['nx', 'run-many', '-t', 'build', '-p', projects.join(',')];
  const { code, output } = await run('npx', args, { cwd: root, quiet: true, env });
  if (code !== 0) throw new SetupError(`The build failed:\n${output}`);
}
