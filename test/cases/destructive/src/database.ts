import { DatabaseSync } from 'node:sqlite';

export function countIn(files: string[]): number {
  const database = new DatabaseSync(files[0] ?? ':memory:');
  try {
    database.exec('create table if not exists words (word text); delete from words');
    return Number(database.prepare('select count(*) as count from words').get()?.count);
  } finally {
    database.close();
  }
}
