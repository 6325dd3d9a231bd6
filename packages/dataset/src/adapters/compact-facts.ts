import type { LabelledImage } from '../model/labelled-image.js';
import type { ScannedImage } from './scan-images.js';

/** Makes facts small in memory: photos of one kind share their header, and an image read from its source-ref that text. */
export type CompactFacts = (facts: ScannedImage, image: LabelledImage | undefined) => ScannedImage;

export function createFactsCompactor(): CompactFacts {
  const headers = new Map<string, ScannedImage['header']>();
  return (facts, image) => {
    const key = JSON.stringify(facts.header);
    const header = headers.get(key) ?? facts.header;
    headers.set(key, header);
    return { ...facts, header, uri: facts.uri === image?.sourceRef ? image.sourceRef : facts.uri };
  };
}
