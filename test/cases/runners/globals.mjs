import { createRequire } from 'node:module';
import { describe, it } from 'node:test';

const require = createRequire(import.meta.url);
// What the suite has on Vitest and Jest without a word.
Object.assign(globalThis, { describe, it, expect: require('expect').expect, jest: { fn: require('jest-mock').fn } });
