import { InvalidOptionError } from '../errors.js';

/**
 * A name that Ground Truth takes for the label attribute of a bounding-box job.
 * @throws InvalidOptionError
 */
export function parseAttributeName(text: string): string {
  const isTaken = text === 'source' || text === 'source-ref';
  if (/^[A-Za-z0-9](-*[A-Za-z0-9])*$/.test(text) && text.length <= 127 && !/-(metadata|ref)$/.test(text) && !isTaken)
    return text;
  throw new InvalidOptionError(
    `--label-attribute ${text}: expected up to 127 letters, digits and inner hyphens, not "source" and not ending in -metadata or -ref.`,
  );
}
