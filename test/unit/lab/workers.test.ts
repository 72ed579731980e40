import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listen, type Worker } from '../../../src/lab/process/workers.ts';
import { makeTempFolder, removeTempFolder } from '../../../src/system/temp-folders.ts';

test('a worker stays the process that it first said it is', async () => {
  const folder = makeTempFolder('workers');
  const path = join(folder, 'socket');
  try {
    const ready = await new Promise<Worker>((resolve, reject) => {
      listen(path, { ready: resolve, gone: () => {} }).then((server) => {
        const lines = [
          { kind: 'hello', pid: 1234, journal: 'own.jsonl' },
          { kind: 'hello', pid: -1, journal: 'another.jsonl' },
          { kind: 'next', pid: -1 },
        ];
        connect(path).end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
        server.unref();
      }, reject);
    });
    ready.socket.destroy();
    expect(ready).toMatchObject({ pid: 1234, journal: { file: 'own.jsonl' } });
  } finally {
    removeTempFolder(folder);
  }
});
