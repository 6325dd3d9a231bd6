import { join } from 'node:path';
import { runScript, SetupError } from './fail.mjs';
import { run } from './run.mjs';
import { root } from './workspace.mjs';

// Writes the hashed lock files anew: one lock serves Python 3.10 to 3.12, the local environment and the image.
const locks = [
  [
    'containers/training/requirements.in',
    'containers/training/requirements.lock',
    ['--override', 'containers/training/overrides.txt'],
  ],
  ['tools/python/aws.in', 'tools/python/aws.lock', []],
  ['tools/python/coco.in', 'tools/python/coco.lock', []],
  ['tools/bench-prep/peers.in', 'tools/bench-prep/peers.lock', []],
  ['containers/training/uv.in', 'containers/training/uv.lock', []],
];

await runScript(async () => {
  const uv = join(root, '.python', 'uv', 'bin', 'uv');
  for (const [source, lock, extra] of locks) {
    const args = [
      'pip',
      'compile',
      '--quiet',
      '--upgrade',
      '--universal',
      '--python-version',
      '3.10',
      '--generate-hashes',
      '--no-header',
      ...extra,
    ];
    const { code } = await run(uv, [...args, source, '-o', lock], { cwd: root });
    if (code !== 0) throw new SetupError(`${lock} can't be made (above). Run \`npm run setup\` first.`);
  }
});
