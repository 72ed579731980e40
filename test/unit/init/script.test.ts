import { describe, expect, test } from 'vitest';
import { withScript } from '../../../src/init/script.ts';

const add = (text: string) => withScript(text, 'realcov', 'realcov audit');

describe('a script is added, and all else stays as it is written', () => {
  test.each([
    [
      'behind the last one',
      '{\n  "files": ["dist", "src"],\n  "scripts": {\n    "test": "vitest run"\n  }\n}\n',
      '{\n  "files": ["dist", "src"],\n  "scripts": {\n    "test": "vitest run",\n    "realcov": "realcov audit"\n  }\n}\n',
    ],
    [
      'with tabs and the line ends of Windows',
      '{\r\n\t"scripts": {\r\n\t\t"a": "echo }\\"",\r\n\t\t"b": "x"\r\n\t},\r\n\t"x": [1, 2]\r\n}',
      '{\r\n\t"scripts": {\r\n\t\t"a": "echo }\\"",\r\n\t\t"b": "x",\r\n\t\t"realcov": "realcov audit"\r\n\t},\r\n\t"x": [1, 2]\r\n}',
    ],
    [
      'where there is none yet',
      '{\n    "scripts": {},\n    "x": [1, 2]\n}\n',
      '{\n    "scripts": {\n        "realcov": "realcov audit"\n    },\n    "x": [1, 2]\n}\n',
    ],
    [
      'not into scripts of something else',
      '{\n  "config": {\n    "scripts": {\n      "a": "b"\n    }\n  }\n}\n',
      '{\n  "config": {\n    "scripts": {\n      "a": "b"\n    }\n  },\n  "scripts": {\n    "realcov": "realcov audit"\n  }\n}\n',
    ],
  ])('%s', (_, before, after) => {
    expect(add(before)).toBe(after);
  });

  test('in one line, which becomes several', () => {
    expect(JSON.parse(add('{"scripts":{"test":"vitest"}}'))).toEqual({
      scripts: { test: 'vitest', realcov: 'realcov audit' },
    });
  });
});

test('a script of that name stays', () => {
  const text = '{ "scripts": { "realcov": "mine" } }';
  expect(add(text)).toBe(text);
});
