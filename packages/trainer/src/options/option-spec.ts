/** What an option is about; help and docs show the groups in this order. */
export const optionGroups = {
  basics: 'Basics',
  data: 'Data',
  run: 'The run',
  'over-fitting': 'Over-fitting',
  checkpoints: 'Checkpoints and resuming',
  export: 'The exported model',
  learning: 'Learning rate and optimizer',
  loss: 'Loss',
  augmentation: 'Augmentation',
} as const;

export type OptionGroup = keyof typeof optionGroups;

interface Described {
  readonly group: OptionGroup;
  /** One sentence. */
  readonly help: string;
}

export interface NumberSpec extends Described {
  readonly kind: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
  /** Values outside of the range that mean something, by the word that also stands for them. */
  readonly words?: Readonly<Record<string, number>>;
  readonly fallback?: number;
}

export interface TextSpec extends Described {
  readonly kind: 'text';
  readonly choices?: readonly string[];
  /** What an empty text is told; default: some text. */
  readonly expected?: string;
  /** What `true` and a bare flag stand for. */
  readonly bare?: string;
  readonly fallback?: string;
}

export interface FlagSpec extends Described {
  readonly kind: 'flag';
  readonly fallback?: boolean;
}

/** Layers of a network: `10` is the first ten, `0,1,2` or `[0, 1, 2]` these. */
export interface LayersSpec extends Described {
  readonly kind: 'layers';
  readonly max: number;
  readonly fallback?: readonly number[];
}

/** One training option: what it takes and what it means. Docs, help and checks are made from these. */
export type OptionSpec = NumberSpec | TextSpec | FlagSpec | LayersSpec;

export type OptionValue = string | number | boolean | readonly number[];

type ValueOf<Spec> = Spec extends { readonly kind: 'flag' }
  ? boolean
  : Spec extends { readonly kind: 'layers' }
    ? readonly number[]
    : Spec extends { readonly kind: 'text' }
      ? string
      : number;

type WithFallback<Table> = {
  [Name in keyof Table]: Table[Name] extends { readonly fallback: unknown } ? Name : never;
}[keyof Table];

/** The checked values of a table: those with a fallback are always there. */
export type ValuesOf<Table> = { readonly [Name in WithFallback<Table>]: ValueOf<Table[Name]> } & {
  readonly [Name in Exclude<keyof Table, WithFallback<Table>>]?: ValueOf<Table[Name]>;
};
