import type { BadInput } from './bad-input.js';
import { bodyCases } from './body-cases.js';
import { imageCases } from './image-cases.js';
import { wireCases } from './wire-cases.js';

export const badInputs: readonly BadInput[] = [...imageCases, ...bodyCases, ...wireCases];
