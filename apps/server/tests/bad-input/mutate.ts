/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

/** One to four kinds of damage, one behind the other: what networks, disks and attackers do to a file. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let damaged = Buffer.from(bytes);
  for (let left = 1 + Math.floor(random() * 4); left > 0; left--)
    damaged = Buffer.from(pick(random, damages)(damaged, random));
  return damaged;
}

type Damage = (bytes: Buffer, random: Random) => Buffer;

const place = (bytes: Buffer, random: Random) => Math.floor(random() * bytes.length);

const flip: Damage = (bytes, random) => {
  if (bytes.length > 0) bytes[place(bytes, random)] = Math.floor(random() * 256);
  return bytes;
};
/** The first bytes hold sizes and tables, where damage goes deepest. */
const flipHead: Damage = (bytes, random) => {
  if (bytes.length > 0) bytes[Math.floor(random() * Math.min(64, bytes.length))] = Math.floor(random() * 256);
  return bytes;
};
const extreme: Damage = (bytes, random) => {
  const at = place(bytes, random);
  return Buffer.from(bytes.fill(pick(random, [0x00, 0x7f, 0x80, 0xff]), at, Math.min(bytes.length, at + 4)));
};
const cut: Damage = (bytes, random) => bytes.subarray(0, place(bytes, random));
const drop: Damage = (bytes, random) => {
  const at = place(bytes, random);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + Math.floor(random() * 64))]);
};
const repeat: Damage = (bytes, random) => {
  const at = place(bytes, random);
  const piece = bytes.subarray(at, at + Math.floor(random() * 512));
  return Buffer.concat([bytes.subarray(0, at), piece, piece, bytes.subarray(at)]);
};
const append: Damage = (bytes, random) => Buffer.concat([bytes, Buffer.alloc(Math.floor(random() * 256), 0x41)]);

const damages: readonly Damage[] = [flip, flip, flipHead, extreme, cut, drop, repeat, append];
