import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the lab's own code is, which runs beside the tests, to know it on the stack. */
export const ownFolder: string = dirname(dirname(fileURLToPath(import.meta.url))) + sep;
