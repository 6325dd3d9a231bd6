import type { Detection } from './detection.js';

const numbers = ['xmin', 'ymin', 'xmax', 'ymax', 'confidence', 'class'] as const;

/**
 * The records of an answer, or undefined where the text is none: a model's own code may answer anything.
 * What else a record holds is left out.
 */
export function parseDetections(text: string): readonly Detection[] | undefined {
  const answer = parseJson(text);
  if (!Array.isArray(answer) || !answer.every(isDetection)) return undefined;
  return answer.map(({ xmin, ymin, xmax, ymax, confidence, class: index, name }) => ({
    xmin,
    ymin,
    xmax,
    ymax,
    confidence,
    class: index,
    name,
  }));
}

function isDetection(value: unknown): value is Detection {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Record<string, unknown>;
  return numbers.every((key) => Number.isFinite(record[key])) && typeof record['name'] === 'string';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
