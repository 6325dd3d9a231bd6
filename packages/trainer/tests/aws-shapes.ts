import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly required?: readonly string[];
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
}

/** One service's API as AWS describes it, by botocore's service model in the workspace's Python environment. */
export interface AwsShapes {
  /** What AWS would find wrong with an operation's input. */
  findInputFaults(operation: string, input: unknown): string[];
  findOutputFaults(operation: string, output: unknown): string[];
}

interface ServiceModel {
  readonly operations: Readonly<
    Record<string, { readonly input?: { readonly shape: string }; readonly output?: { readonly shape: string } }>
  >;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export function loadAwsShapes(service: 'sagemaker' | 'logs'): AwsShapes {
  const { operations, shapes } = readModel(service);
  const find = (operation: string, side: 'input' | 'output', value: unknown): string[] => {
    const described = operations[operation];
    if (!described) return [`there is no operation ${operation}`];
    const shape = described[side]?.shape;
    return shape === undefined ? [] : findFaults(shapes, shape, value, operation);
  };
  return {
    findInputFaults: (operation, input) => find(operation, 'input', input),
    findOutputFaults: (operation, output) => find(operation, 'output', output),
  };
}

function readModel(service: string): ServiceModel {
  const library = fileURLToPath(new URL('../../../.python/aws/lib', import.meta.url));
  const [python = ''] = readdirSync(library);
  const folder = join(library, python, 'site-packages', 'botocore', 'data', service);
  const [version = ''] = readdirSync(folder).sort().reverse();
  const packed = readFileSync(join(folder, version, 'service-2.json.gz'));
  return JSON.parse(gunzipSync(packed).toString('utf8')) as ServiceModel;
}

type Shapes = ServiceModel['shapes'];

function findFaults(shapes: Shapes, name: string, value: unknown, at: string): string[] {
  const shape = shapes[name];
  if (!shape) return [`${at}: there is no shape ${name}`];
  switch (shape.type) {
    case 'structure':
      return findStructureFaults(shapes, shape, value, at);
    case 'list':
      if (!Array.isArray(value)) return [`${at} is no list`];
      return [
        ...findSizeFaults(shape, value.length, at),
        ...value.flatMap((one, i) => findFaults(shapes, shape.member?.shape ?? '', one, `${at}[${i}]`)),
      ];
    case 'map':
      return findMapFaults(shapes, shape, value, at);
    case 'string':
      return findTextFaults(shape, value, at);
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at} is no boolean`];
    default:
      if (typeof value !== 'number') return [`${at} is no number`];
      return shape.type === 'timestamp' ? [] : findSizeFaults(shape, value, at);
  }
}

function findStructureFaults(shapes: Shapes, shape: Shape, value: unknown, at: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${at} is no structure`];
  const given = value as Readonly<Record<string, unknown>>;
  const missing = (shape.required ?? []).filter((name) => given[name] === undefined);
  return [
    ...missing.map((name) => `${at} lacks ${name}`),
    ...Object.entries(given).flatMap(([name, inner]) => {
      const member = shape.members?.[name];
      if (!member) return [`${at} has no member ${name}`];
      return inner === undefined ? [] : findFaults(shapes, member.shape, inner, `${at}.${name}`);
    }),
  ];
}

function findMapFaults(shapes: Shapes, shape: Shape, value: unknown, at: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${at} is no map`];
  const entries = Object.entries(value);
  return [
    ...findSizeFaults(shape, entries.length, at),
    ...entries.flatMap(([key, inner]) => [
      ...findFaults(shapes, shape.key?.shape ?? '', key, `${at} key ${key}`),
      ...findFaults(shapes, shape.value?.shape ?? '', inner, `${at}.${key}`),
    ]),
  ];
}

function findTextFaults(shape: Shape, value: unknown, at: string): string[] {
  if (typeof value !== 'string') return [`${at} is no string`];
  if (shape.enum && !shape.enum.includes(value)) return [`${at} is ${value}; allowed: ${shape.enum.join(', ')}`];
  // Java's name for them, which JavaScript doesn't know.
  const pattern = shape.pattern?.replaceAll(String.raw`\p{Alnum}`, 'a-zA-Z0-9');
  const fits = pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(value);
  return [
    ...(fits ? [] : [`${at} is "${value}", which does not match ${shape.pattern}`]),
    ...findSizeFaults(shape, value.length, at),
  ];
}

function findSizeFaults({ min, max }: Shape, size: number, at: string): string[] {
  if (min !== undefined && size < min) return [`${at} is ${size}; at least ${min}`];
  return max !== undefined && size > max ? [`${at} is ${size}; at most ${max}`] : [];
}
