const { colors } = require('./colors');

for (const color of colors())
  test(`${color} is a color`, () => {
    expect(color).toMatch(/^[a-z]+$/);
  });
