const quote = 34;
const backslash = 92;
const opens = new Set(['{', '['].map((character) => character.charCodeAt(0)));
const closes = new Set(['}', ']'].map((character) => character.charCodeAt(0)));
const openList = 91;
const separators = new Set([...' \t\r\n,:'].map((character) => character.charCodeAt(0)));

const mark = /["{}[\]]/g;

/** Takes the text of one element of a top-level list, and the list's name. */
export type OnElement = (list: string, text: string) => void;

/**
 * Cuts the elements of the top-level lists out of one large JSON object, `{"images":[…],"annotations":[…]}`, as its text
 * comes in: of the whole file no more than a chunk and one element are ever in memory. Other values are passed over.
 */
export class TopLevelElements {
  readonly #lists: ReadonlySet<string>;
  readonly #onElement: OnElement;
  /** Lists that were met, even empty ones. */
  readonly seen = new Set<string>();
  /** Keys of other objects and lists at the top that are not empty. */
  readonly others = new Set<string>();
  #text = '';
  #at = 0;
  #depth = 0;
  #stringStart = -1;
  #elementStart = -1;
  /** The last string of the top level: a key once its value begins. */
  #key = '';
  #list: string | undefined;
  #isClosed = false;

  constructor(lists: Iterable<string>, onElement: OnElement) {
    this.#lists = new Set(lists);
    this.#onElement = onElement;
  }

  /** Whether the object that began has ended. */
  get isWhole(): boolean {
    return this.#isClosed && this.#depth === 0;
  }

  push(chunk: string): void {
    this.#dropDone();
    this.#text += chunk;
    while (this.#at < this.#text.length) {
      if (this.#stringStart >= 0) {
        if (!this.#endString()) return;
      } else if (this.#depth !== 2 && !this.#skipToMark()) return;
      else this.#step(this.#text.charCodeAt(this.#at));
    }
  }

  /** Passes over what neither opens, closes nor quotes; `false` at the end of the text. */
  #skipToMark(): boolean {
    mark.lastIndex = this.#at;
    this.#at = mark.test(this.#text) ? mark.lastIndex - 1 : this.#text.length;
    return this.#at < this.#text.length;
  }

  #dropDone(): void {
    const starts = [this.#stringStart, this.#elementStart].filter((start) => start >= 0);
    const from = Math.min(this.#at, ...starts);
    this.#text = this.#text.slice(from);
    this.#at -= from;
    if (this.#stringStart >= 0) this.#stringStart -= from;
    if (this.#elementStart >= 0) this.#elementStart -= from;
  }

  /** Goes behind the string's closing quote; `false` where that has not come yet. */
  #endString(): boolean {
    const end = this.#text.indexOf('"', this.#at);
    if (end < 0) {
      this.#at = this.#text.length;
      return false;
    }
    this.#at = end + 1;
    if (this.#isEscaped(end)) return true;
    if (this.#depth === 1) this.#key = this.#text.slice(this.#stringStart + 1, end);
    this.#stringStart = -1;
    return true;
  }

  #isEscaped(at: number): boolean {
    let first = at;
    while (this.#text.charCodeAt(first - 1) === backslash) first--;
    return (at - first) % 2 === 1;
  }

  #step(code: number): void {
    const isInList = this.#depth === 2 && this.#list !== undefined;
    if (closes.has(code)) this.#close(isInList);
    else {
      if (isInList) this.#noteElement(code);
      else if (this.#depth === 2 && !separators.has(code)) this.others.add(this.#key);
      if (code === quote) this.#stringStart = this.#at;
      else if (opens.has(code)) this.#open(code);
    }
    this.#at++;
  }

  /** A comma ends an element, anything else but blanks starts one. */
  #noteElement(code: number): void {
    if (!separators.has(code)) this.#elementStart = this.#elementStart < 0 ? this.#at : this.#elementStart;
    else if (code === 44) this.#endElement();
  }

  #open(code: number): void {
    if (this.#depth++ !== 1) return;
    this.#list = code === openList && this.#lists.has(this.#key) ? this.#key : undefined;
    if (this.#list !== undefined) this.seen.add(this.#list);
  }

  #close(isInList: boolean): void {
    if (isInList) this.#endElement();
    this.#depth--;
    if (this.#depth === 1) this.#list = undefined;
    if (this.#depth === 0) this.#isClosed = true;
  }

  #endElement(): void {
    if (this.#elementStart < 0 || this.#list === undefined) return;
    this.#onElement(this.#list, this.#text.slice(this.#elementStart, this.#at).trimEnd());
    this.#elementStart = -1;
  }
}
