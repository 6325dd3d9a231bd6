/** A module of its own, so that the report's code is loaded by the command that makes one. */
export { makeReport } from '@detectory/dataset/report';
