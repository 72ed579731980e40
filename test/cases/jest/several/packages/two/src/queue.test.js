const { later, size } = require('./queue');

const call = jest.fn();

test('after a second', () => {
  later(call);
  jest.advanceTimersByTime(1000);
  expect(call).toHaveBeenCalledWith('done');
});

test('has one more', () => {
  expect(call).not.toHaveBeenCalled();
  expect(size([1])).toBe(2);
});
