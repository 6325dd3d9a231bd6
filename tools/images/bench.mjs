import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScript, SetupError } from '@detectory/setup/fail';
import { copyWorkspace, runProgram } from '@detectory/workspace-copy';

// What a developer waits for, in a copy of the workspace: nothing to do, and a change that reaches the serving image.
await runScript(async () => {
  const copy = await copyWorkspace();
  const nx = createTimedNx(copy.root);
  try {
    const everything = ['run-many', '-t', 'lint', 'typecheck', 'test', 'build'];
    await nx('lint, typecheck, test and build, nothing cached', ...everything);
    await nx('the same with nothing to do (goal: 3 s)', ...everything);
    await nx('the serving image, first', 'run', 'serving:image');
    await nx('the serving image with nothing to do', 'run', 'serving:image');
    appendFileSync(join(copy.root, 'apps/server/src/main.ts'), "\nReflect.set(globalThis, 'bench', true);\n");
    await nx('the serving image after a code change (goal: 20 s)', 'run', 'serving:image');
  } finally {
    await runProgram('npx', ['nx', 'daemon', '--stop'], { cwd: copy.root });
    copy.remove();
  }
});

/** Runs Nx as a developer does, with its daemon, and prints how long it took. */
function createTimedNx(root) {
  const cache = join(root, '.nx', 'cache');
  const env = { NX_DAEMON: 'true', NX_TUI: 'false', NX_NO_CLOUD: 'true', FORCE_COLOR: '0', NX_CACHE_DIRECTORY: cache };
  return async (name, ...args) => {
    const startedAt = performance.now();
    const { code, output } = await runProgram('npx', ['nx', ...args], { cwd: root, env });
    if (code !== 0) throw new SetupError(`nx ${args.join(' ')} ended with ${code}:\n${output.slice(-2000)}`);
    console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${name}`);
  };
}
