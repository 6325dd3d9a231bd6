export { createDiskSpool } from './create-disk-spool.js';
