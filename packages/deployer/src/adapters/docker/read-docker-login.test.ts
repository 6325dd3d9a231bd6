import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDockerLogin } from './read-docker-login.js';

const saved = { ...process.env };
const host = 'r.example.com:5000';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detectory-test-'));
  process.env['DOCKER_CONFIG'] = folder;
  process.env['PATH'] = `${folder}${delimiter}${saved['PATH']}`;
});

afterEach(async () => {
  process.env = { ...saved };
  await rm(folder, { recursive: true });
});

function configure(config: object): Promise<void> {
  return writeFile(join(folder, 'config.json'), JSON.stringify(config));
}

describe(readDockerLogin, () => {
  it('reads what docker login wrote, colons in passwords included', async () => {
    await configure({ auths: { [host]: { auth: Buffer.from('me:a:b').toString('base64') } } });
    expect(await readDockerLogin(host)).toEqual({ host, username: 'me', password: 'a:b' });
    expect(await readDockerLogin('other')).toBeUndefined();
  });

  it("asks the machine's key store where docker keeps logins there", async () => {
    const helper = join(folder, 'docker-credential-fake');
    await writeFile(helper, `#!/bin/sh\nread host\necho '{"Username":"me","Secret":"of '$host'"}'\n`);
    await chmod(helper, 0o755);
    await configure({ credsStore: 'fake', auths: { [host]: {} } });
    expect(await readDockerLogin(host)).toEqual({ host, username: 'me', password: `of ${host}` });
  });

  it.each([{ credsStore: 'not-installed' }, {}, { auths: { [host]: {} } }])('has no login in %j', async (config) => {
    await configure(config);
    expect(await readDockerLogin(host)).toBeUndefined();
  });

  it('has no login where there are no settings, or broken ones', async () => {
    expect(await readDockerLogin(host)).toBeUndefined();
    await writeFile(join(folder, 'config.json'), '{');
    expect(await readDockerLogin(host)).toBeUndefined();
  });
});
