import { existsSync } from 'node:fs';
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStorage } from '@detectory/storage';
import * as tar from 'tar';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { attachJob, openSageMaker } from '../src/adapters/sagemaker/index.js';
import { readRunRecord } from '../src/adapters/evaluation/index.js';
import { type AwsWorld, described, logPages, startAwsWorld, toRequest } from './aws-world.js';

vi.mock('tar', { spy: true });

const output = 's3://photos/up/runs/garden-1/output';
let world: AwsWorld;
let notes: string[];
beforeAll(async () => {
  world = await startAwsWorld();
}, 60_000);
afterAll(() => world.stop());
beforeEach(async () => {
  await world.begin();
  notes = [];
  world.stub.operations = { ...logPages([]), DescribeTrainingJob: () => described('Completed', 'Completed') };
  await world.putModel(`${output}/model.tar.gz`);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await world.end();
});

/** Fetches the job as `watch` does. */
async function fetchJob(): Promise<string> {
  const out = join(world.folder, 'runs');
  const job = await attachJob(await openSageMaker(), 'garden-1', { pollMs: 5, note: (text) => notes.push(text), out });
  await job.follow(toRequest(world.folder));
  return join(out, 'garden-1');
}

async function putOutput(names: readonly string[]): Promise<void> {
  const archive = join(world.folder, 'output.tar.gz');
  await writeFile(join(world.folder, 'run.json'), '{"name":"garden-1"}');
  await tar.create({ file: archive, cwd: world.folder, gzip: true, prefix: 'data' }, ['run.json', ...names]);
  await createStorage().copy(archive, `${output}/output.tar.gz`);
}

describe('the output of a job', () => {
  it("comes into the run's folder, with what people look at first beside it", async () => {
    await putOutput([]);
    const folder = await fetchJob();
    expect((await readdir(folder)).sort()).toEqual(
      ['model.tar.gz', 'output', 'run-request.json', 'run.json', 'sagemaker-job.json'].sort(),
    );
    expect(await readdir(join(folder, 'output'))).toEqual(['run.json']);
    expect(await readFile(join(folder, 'run.json'), 'utf8')).toBe('{"name":"garden-1"}');
    expect(notes).toEqual([`Downloading ${output}/model.tar.gz`]);
    expect(await readRunRecord(`${output}/output.tar.gz`)).toEqual({ name: 'garden-1' });
  });

  it('stays on S3 where it is nothing that a training leaves; the model comes all the same', async () => {
    await symlink('/etc/passwd', join(world.folder, 'link'));
    await putOutput(['link']);
    const folder = await fetchJob();
    expect(existsSync(join(folder, 'model.tar.gz'))).toBe(true);
    expect(await readdir(join(folder, 'output'))).toEqual([]);
    expect(notes[1]).toMatch(
      /^warning: The model is here; what the job left beside it .* stays in s3:.*output\.tar\.gz: /,
    );
    expect(notes[1]).toContain('holds a SymbolicLink (data/link), which no output of a training needs');
    expect(notes[1]).toContain(`\`aws s3 cp ${output}/output.tar.gz - | tar -xz -C ${join(folder, 'output')}\``);
  });

  it('stays on S3 where there is no room for it; the model comes all the same', async () => {
    await putOutput([]);
    const { extract } = await vi.importActual<typeof tar>('tar');
    const full = Object.assign(new Error('ENOSPC: write'), { code: 'ENOSPC' });
    const isOutput = (options: unknown): boolean => /output\.tar\.gz$/.test((options as { file: string }).file);
    vi.mocked<(options: object) => unknown>(tar.extract).mockImplementation((options) =>
      isOutput(options) ? Promise.reject(full) : extract(options),
    );
    const folder = await fetchJob();
    expect(existsSync(join(folder, 'model.tar.gz'))).toBe(true);
    expect(await readdir(join(folder, 'output'))).toEqual([]);
    expect(notes[1]).toContain('there is no room for it here (ENOSPC). Make some. Then `aws s3 cp');
  });
});
