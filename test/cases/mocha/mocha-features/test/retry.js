const { half } = require('../src/tries.js');

let tries = 0;

it('passes at the second try', function () {
  this.retries(2);
  tries += 1;
  expect(half(6)).to.equal(3);
  expect(tries).to.be.above(1);
});
