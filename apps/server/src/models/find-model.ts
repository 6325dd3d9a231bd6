import { access } from 'node:fs/promises';
import { resolve } from 'node:path';

/** A request names the file or folder itself, or leaves the ending out. */
const endings = ['', '.tar.gz', '.tgz', '.onnx'] as const;

/** The absolute path of the model that a request names, below the models folder; undefined where there is none. */
export async function findModel(modelsFolder: string, name: string): Promise<string | undefined> {
  // A name is one part of a path, and hidden files are nobody's model.
  if (name === '' || name.startsWith('.') || /[/\\\0]/.test(name)) return undefined;
  for (const ending of endings) {
    const path = resolve(modelsFolder, name + ending);
    if (await exists(path)) return path;
  }
  return undefined;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
