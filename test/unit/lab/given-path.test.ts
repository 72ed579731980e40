import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { givenPath, onlyWrites } from '../../../src/lab/elsewhere/given-path.ts';

test.each(['w', 'a', 'wx', 'xa', 'as'])('a file that is opened with %s is only written', (flags) => {
  expect(onlyWrites(flags)).toBe(true);
});

// `readFile` and `createReadStream` take an encoding in the place of the flags of `open`.
test.each(['r', 'r+', 'w+', 'a+', 'ascii', 'utf8', 'utf16le', undefined, { flag: 'r' }, 0])(
  'a file that is opened with %j may be read',
  (flags) => {
    expect(onlyWrites(flags)).toBe(false);
  },
);

test('a path is given as a text, an address or bytes', () => {
  const path = process.cwd();
  for (const given of [path, pathToFileURL(path), Buffer.from(path), '.'])
    expect(givenPath(given)).toBe(path);
  expect(givenPath(3)).toBeUndefined();
  expect(givenPath(new URL('https://example.com/a'))).toBeUndefined();
});
