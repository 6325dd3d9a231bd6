import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';

/** Attributes that say when something was built, or by whom. */
const volatile = ['mtime', 'atime', 'ctime', 'LIBARCHIVE.creationtime'];

/**
 * A layer's tar archive with every time set to the start of Unix time; names, modes, owners, links, extended attributes
 * and the order stay. For use in a stream pipeline: it holds one block at a time, however large the layer is.
 * @param {AsyncIterable<Buffer>} archive
 * @returns {AsyncIterable<Buffer>}
 */
export async function* normaliseLayer(archive) {
  const entries = extract();
  const packed = pack();
  const read = pipeline(archive, entries);
  const written = rewriteEntries(entries, packed);
  // Failures surface once the output has ended, below.
  for (const work of [read, written]) work.catch((error) => packed.destroy(error));
  yield* packed;
  await Promise.all([read, written]);
}

async function rewriteEntries(entries, packed) {
  for await (const entry of entries) {
    const { name, mode, uid, gid, size, type, linkname, devmajor, devminor, pax } = entry.header;
    const header = {
      name,
      mode,
      uid,
      gid,
      size,
      type,
      linkname,
      devmajor,
      devminor,
      uname: '',
      gname: '',
      mtime: new Date(0),
    };
    const attributes = Object.entries(pax ?? {}).filter(([key]) => !volatile.includes(key));
    const target = packed.entry({
      ...header,
      ...(attributes.length > 0 ? { pax: Object.fromEntries(attributes) } : {}),
    });
    if (size > 0) await pipeline(entry, new PassThrough(), target);
    else {
      target.end();
      entry.resume();
    }
  }
  packed.finalize();
}
