import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the worker's own code is, to know it on the stack. */
export const ownFolder: string = dirname(fileURLToPath(import.meta.url));
