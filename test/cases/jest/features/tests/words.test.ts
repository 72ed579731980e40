import { broken, parse, repeat, shout, sign, twice } from '../src/words';

test('stored snapshot', () => {
  expect(shout('a')).toMatchSnapshot();
  expect(shout('b')).toMatchSnapshot();
});

test.each([[1], [-2], [-3]])('stored snapshots of one name', (value) => {
  expect(sign(value)).toMatchSnapshot();
});

test('inline snapshot', () => {
  expect(repeat('x', 2)).toMatchInlineSnapshot(`
[
  "x",
  "x",
]
`);
});

test.each([
  ['1', 1],
  ['20', 20],
])('parses %s', (text, value) => {
  expect(parse(text)).toBe(value);
});

test('refuses', () => {
  expect.assertions(1);
  try {
    parse('one');
  } catch (error) {
    expect((error as Error).message).toBe('no number: one');
  }
});

test.concurrent('at the same time', async () => {
  expect(await twice(2)).toBe(4);
});

test('done', (done) => {
  twice(4).then((value) => {
    try {
      expect(value).toBe(8);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
});

test.failing('fails', () => {
  expect(broken()).toBe(2);
});

test.todo('more words');
test.skip('not now', () => {
  expect(broken()).toBe(3);
});
