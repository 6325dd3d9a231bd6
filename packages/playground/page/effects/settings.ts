const prefix = 'detectory-playground-';

/** A setting that was kept; undefined where the browser keeps nothing. */
export function readSetting(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a setting, where the browser lets it. */
export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // A browser that keeps nothing is a choice of whoever uses it.
  }
}
