import { expect } from 'vitest';

expect.extend({
  toGreet(text, name) {
    return { pass: text === `Dear ${name}`, message: () => `${text} does not greet ${name}` };
  },
});
