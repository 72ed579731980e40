beforeEach(() => {
  jest.resetModules();
});

test('counts from one', () => {
  const { next } = require('../src/counter') as typeof import('../src/counter');
  expect(next()).toBe(1);
  expect(next()).toBe(2);
});

test('in isolation', () => {
  jest.isolateModules(() => {
    const { next, peek } = require('../src/counter') as typeof import('../src/counter');
    next();
    expect(peek()).toBe(10);
  });
});
