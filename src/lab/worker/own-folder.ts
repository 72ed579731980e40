import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the lab's own code. It is used to recognise that code on the stack. */
export const ownFolder: string = dirname(dirname(fileURLToPath(import.meta.url))) + sep;
