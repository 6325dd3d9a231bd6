import { Readable } from 'node:stream';
import { extract, type Header, pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { normaliseLayer } from '../src/normalise-layer.mjs';

type Entry = Partial<Header> & { readonly name: string; readonly body?: string };

const longName = `${'deep/'.repeat(40)}file`;
const entries: readonly Entry[] = [
  { name: 'etc/', type: 'directory', mode: 0o755 },
  { name: 'etc/a', body: 'alpha', mode: 0o644, uid: 7, gid: 8 },
  { name: 'etc/b', type: 'link', linkname: 'etc/a' },
  { name: 'etc/c', type: 'symlink', linkname: 'a' },
  { name: 'bin/su', body: 'x', mode: 0o4755, pax: { 'SCHILY.xattr.security.capability': 'cap', mtime: '1.5' } },
  { name: 'dev/null', type: 'character-device', devmajor: 1, devminor: 3 },
  { name: longName, body: 'long' },
];

async function layer(mtime: Date): Promise<Buffer> {
  const packed = pack();
  for (const { body = '', ...header } of entries) packed.entry({ ...header, mtime } as Header, body);
  packed.finalize();
  return collect(packed);
}

async function normalise(archive: Buffer): Promise<Buffer> {
  return collect(normaliseLayer(Readable.from([archive])));
}

async function collect(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function list(archive: Buffer): Promise<{ header: Header; body: string }[]> {
  const found: { header: Header; body: string }[] = [];
  const reader = extract();
  Readable.from([archive]).pipe(reader);
  for await (const entry of reader) found.push({ header: entry.header, body: (await collect(entry)).toString() });
  return found;
}

describe(normaliseLayer, () => {
  it('gives the same bytes for the same content, whenever it was made', async () => {
    const [early, late] = [await layer(new Date(1e12)), await layer(new Date(1.7e12))];
    expect(early.equals(late)).toBe(false);
    expect((await normalise(early)).equals(await normalise(late))).toBe(true);
  });

  it('keeps names, contents, modes, owners, links, devices and capabilities', async () => {
    const archive = await layer(new Date(1e12));
    const [before, after] = [await list(archive), await list(await normalise(archive))];
    const facts = ({ header, body }: { header: Header; body: string }) => {
      const { name, mode, uid, gid, type, linkname, devmajor, devminor } = header;
      return { name, mode, uid, gid, type, linkname, devmajor, devminor, body };
    };
    expect(after.map(facts)).toEqual(before.map(facts));
    expect(after.map(({ header }) => header.mtime?.getTime())).toEqual(entries.map(() => 0));
    expect(after[4]?.header.pax).toMatchObject({ 'SCHILY.xattr.security.capability': 'cap' });
    expect(after[4]?.header.pax).not.toHaveProperty('mtime');
  });

  it('fails on an archive that ends early', async () => {
    const archive = await layer(new Date(1e12));
    await expect(normalise(archive.subarray(0, 700))).rejects.toThrow();
  });
});
