import { beforeAll, expect, test } from 'vitest';
import { connect, type Database } from '../src/database';

let database: Database;

beforeAll(() => {
  database = connect('db:test');
});

test('is ready', () => {
  expect(database.ready).toBe(true);
});

test('knows where it is', () => {
  expect(database.url).toBe('db:test');
});
