import { UnreadableLabelsError } from '../errors.js';

/**
 * One element of a COCO list. Python writes NaN and Infinity, which are no JSON: they are read as null.
 * @throws UnreadableLabelsError naming the element
 */
export function parseElement(text: string, file: string, list: string, position: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return parsePythonNumbers(text, `${file}, entry ${position} of "${list}"`);
  }
}

function parsePythonNumbers(text: string, where: string): unknown {
  try {
    return JSON.parse(text.replaceAll(/([:,[]\s*)(?:NaN|-?Infinity)(?=\s*[,\]}])/g, '$1null')) as unknown;
  } catch (cause) {
    const shown = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
    throw new UnreadableLabelsError(where, `this is no JSON: ${shown}. Export the file again, or mend it there.`, {
      cause,
    });
  }
}
