import { open, type FileHandle } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';

export interface TailedFile {
  readonly path: string;
  readonly onLine: (line: string) => void;
}

/** Reads a growing file line by line. A file that isn't there yet is looked for again; one that was moved or removed is read on. */
export interface LineTail {
  /** Hands over what came since; with `last` also a line that has no end. */
  read(last?: boolean): Promise<void>;
  close(): Promise<void>;
}

const chunkBytes = 1 << 16;

export function tailLines({ path, onLine }: TailedFile): LineTail {
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.allocUnsafe(chunkBytes);
  let file: FileHandle | undefined;
  let rest = '';
  const take = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.replace(/\r$/, ''));
  };
  return {
    async read(last = false) {
      file ??= await open(path, 'r').catch(() => undefined);
      for (let bytes = await readChunk(file, buffer); bytes > 0; bytes = await readChunk(file, buffer))
        take(decoder.write(buffer.subarray(0, bytes)));
      if (last && rest !== '') take('\n');
    },
    async close() {
      await file?.close();
      file = undefined;
    },
  };
}

async function readChunk(file: FileHandle | undefined, buffer: Buffer): Promise<number> {
  return file ? (await file.read(buffer, 0, buffer.length, null)).bytesRead : 0;
}
