import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyUpdate } from './apply-update.mjs';

const files: Record<string, unknown> = {
  'package.json': { name: 'x', devDependencies: { a: '1.0.0' } },
  'package-lock.json': { name: 'x', packages: { 'node_modules/a': { version: '1.0.0' } } },
  'packages/y/package.json': { name: 'y', dependencies: { a: '1.0.0', b: '1.0.0' } },
  'containers/z/requirements.lock': 'c==1.0',
};
const toText = (content: unknown) => `${JSON.stringify(content, null, 2)}\n`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'detectory-update-'));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), toText(content));
  }
});
afterEach(() => rmSync(root, { recursive: true }));

/** A world in which programs only leave a note, `react` apart. */
function makeWorld(react: (line: string) => void = () => undefined) {
  const ran: string[] = [];
  const said: string[] = [];
  const run = async (command: string, args: readonly string[]) => {
    ran.push([command, args[0], ...args.filter((arg) => arg === 'lock:python' || arg === 'sync')].join(' '));
    react(ran.at(-1) ?? '');
    return '';
  };
  return { ran, said, world: { root, run, say: (line: string) => void said.push(line) } };
}

const expectAsBefore = () => {
  for (const [file, content] of Object.entries(files))
    expect(readFileSync(join(root, file), 'utf8')).toBe(toText(content));
};

describe(applyUpdate, () => {
  const versions = new Map([['a', '2.0.0']]);

  it('writes every manifest, then the lock, node_modules, the Python locks and the references', async () => {
    const { ran, world } = makeWorld();
    await applyUpdate(versions, { python: true }, world);
    expect(readFileSync(join(root, 'packages/y/package.json'), 'utf8')).toBe(
      toText({ name: 'y', dependencies: { a: '2.0.0', b: '1.0.0' } }),
    );
    expect(ran).toEqual(['npm install', 'npm update', 'npm ci', 'npm run lock:python', 'npx nx sync']);
  });

  const lacking = (name: string) =>
    toText({ packages: { [`node_modules/${name}`]: { optionalDependencies: { [`${name}-linux`]: '2.0.0' } } } });
  const lock = () => join(root, 'package-lock.json');

  it('keeps a package back whose platform packages the registry lacks', async () => {
    const { ran, said, world } = makeWorld((line) => {
      const manifest = readFileSync(join(root, 'package.json'), 'utf8');
      if (line === 'npm install' && manifest.includes('2.0.0')) writeFileSync(lock(), lacking('a'));
    });
    expect(await applyUpdate(new Map([...versions, ['b', '1.1.0']]), { python: false }, world)).toEqual(['b']);
    expect(said).toContain('update: a stays: the registry lacks packages for other platforms that it wants');
    expect(ran).toEqual(['npm install', 'npm install', 'npm update', 'npm ci', 'npx nx sync']);
    expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe(toText(files['package.json']));
    expect(readFileSync(join(root, 'packages/y/package.json'), 'utf8')).toContain('"b": "1.1.0"');
  });

  it('leaves indirect dependencies where moving them breaks the lock', async () => {
    const { said, world } = makeWorld((line) => {
      if (line === 'npm update') writeFileSync(lock(), lacking('far'));
    });
    await applyUpdate(versions, { python: false }, world);
    expect(readFileSync(lock(), 'utf8')).toBe(toText(files['package-lock.json']));
    expect(said.at(-1)).toMatch(/indirect dependencies stay: node_modules\/far wants the optional far-linux@2\.0\.0/);
  });

  it('refuses a lock that nothing makes whole before it touches node_modules, and puts all files back', async () => {
    const { ran, world } = makeWorld((line) => {
      if (line === 'npm install') writeFileSync(lock(), lacking('far'));
    });
    await expect(applyUpdate(versions, { python: true }, world)).rejects.toThrow(/not whole.*as they were before\.$/);
    expect(ran).toEqual(['npm install']);
    expectAsBefore();
  });

  it('puts all files back when a later program fails, and says what to do about node_modules', async () => {
    const { world } = makeWorld((line) => {
      if (line === 'npm run lock:python') writeFileSync(join(root, 'containers/z/requirements.lock'), 'half');
      if (line === 'npx nx sync') throw new Error('sync failed');
    });
    await expect(applyUpdate(versions, { python: true }, world)).rejects.toThrow(/sync failed.*Run `npm ci`/);
    expectAsBefore();
  });
});
