expect.extend({
  toBeEven(value) {
    return { pass: value % 2 === 0, message: () => `${value} is not even` };
  },
});
