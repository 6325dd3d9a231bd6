import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type HookName, hookNames } from '../protocol.js';

export type Hook = (...args: readonly unknown[]) => unknown;

export interface LoadedHandler {
  readonly load?: Hook;
  readonly hooks: Partial<Record<HookName, Hook>>;
}

const exportNames = ['load', ...hookNames] as const;

/** Imports the handler and takes its hooks: exports by name, then those of an object that is the default export. */
export async function loadHandler(file: string): Promise<LoadedHandler> {
  const named = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const { load, ...hooks } = pickHooks(named, basename(file));
  return { ...(load ? { load } : {}), hooks };
}

function pickHooks(named: Record<string, unknown>, shown: string): Partial<Record<'load' | HookName, Hook>> {
  const defaults = toDefaults(named['default'], shown);
  const found: Partial<Record<'load' | HookName, Hook>> = {};
  for (const name of exportNames) {
    const [owner, value] = name in named ? [undefined, named[name]] : [defaults, defaults[name]];
    if (value === undefined) continue;
    if (typeof value !== 'function')
      throw new Error(`${shown} exports ${name} as ${typeof value}; expected a function.`);
    found[name] = (value as Hook).bind(owner);
  }
  if (Object.keys(found).length > 0) return found;
  const others = Object.keys({ ...named, ...defaults }).filter((name) => name !== 'default');
  throw new Error(
    `${shown} exports none of ${exportNames.join(', ')}; it exports ${others.join(', ') || 'nothing'}. ` +
      'Export at least one of them, by name or in a default object.',
  );
}

function toDefaults(value: unknown, shown: string): Record<string, unknown> {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw new Error(`${shown} has a default export of type ${typeof value}; expected an object of hooks.`);
}
