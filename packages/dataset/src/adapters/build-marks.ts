import { baseName, forEachConcurrently, joinUri, type Storage } from '@detectory/storage';

/** What a shard tells the others; `alive` repeats while it runs, `whole` says that every shard has written its part. */
export type MarkKind = 'alive' | 'scanned' | 'applied' | 'failed' | 'whole';

/** Small files below a build's hidden folder through which its processes know of each other. */
export interface BuildMarks {
  put(kind: MarkKind, shard: number, content?: string): Promise<void>;
  read(kind: MarkKind, shard: number): Promise<string>;
  remove(kind: MarkKind, shard: number): Promise<void>;
  list(): Promise<MarkList>;
}

export interface MarkList {
  /** Whether the build is still going on; its hidden folder is removed at its end. */
  readonly isOpen: boolean;
  has(kind: MarkKind, shard: number): boolean;
  /** Changes whenever the shard shows that it lives. */
  signOfLife(shard: number): string;
}

const marksFolder = 'marks';
const openMark = 'open';
const wholeMark = 'whole-0';
const aliveMark = /^alive-(\d+)-/;

/** Opens the build: `open` stays there until its end. */
export async function createBuildMarks(storage: Storage, stateUri: string): Promise<BuildMarks> {
  const folder = joinUri(stateUri, marksFolder);
  const at = (name: string): string => joinUri(folder, name);
  // A finished build's marks are on their way out.
  if (!(await storage.stat(at(wholeMark)))) await storage.writeBytes(at(openMark), '');
  let lastAlive: string | undefined;
  return {
    put: async (kind, shard, content = '') => {
      if (kind !== 'alive') return storage.writeBytes(at(`${kind}-${shard}`), content);
      const previous = lastAlive;
      lastAlive = at(`alive-${shard}-${Date.now()}`);
      await storage.writeBytes(lastAlive, '');
      if (previous !== undefined && previous !== lastAlive) await storage.remove(previous);
    },
    read: async (kind, shard) => Buffer.from(await storage.readBytes(at(`${kind}-${shard}`))).toString(),
    remove: (kind, shard) => storage.remove(at(`${kind}-${shard}`)),
    list: async () => {
      const names = new Set<string>();
      for await (const { uri } of storage.list(folder)) names.add(baseName(uri));
      return toMarkList(names);
    },
  };
}

function toMarkList(names: ReadonlySet<string>): MarkList {
  const alive = new Map<number, string>();
  for (const name of names) {
    const shard = aliveMark.exec(name)?.[1];
    if (shard !== undefined) alive.set(Number(shard), (alive.get(Number(shard)) ?? '') + name);
  }
  return {
    isOpen: names.has(openMark),
    has: (kind, shard) => names.has(`${kind}-${shard}`),
    signOfLife: (shard) => alive.get(shard) ?? '',
  };
}

/**
 * Removes a build's journal and marks. `open` and `whole` go last, in this order: a first shard that is killed on the way
 * and started again must not take what is left for a build in progress.
 */
export async function removeBuildState(storage: Storage, stateUri: string): Promise<void> {
  const marks = joinUri(stateUri, marksFolder);
  const last = [openMark, wholeMark].map((name) => joinUri(marks, name));
  await forEachConcurrently(storage.list(stateUri), async ({ uri }) => {
    if (!last.includes(uri)) await storage.remove(uri);
  });
  for (const uri of last) await storage.remove(uri);
}
