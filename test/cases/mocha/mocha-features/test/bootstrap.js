// It has no tests: its hooks are for those of all files.
const { names } = require('../src/shop.js');

beforeEach(function () {
  this.names = names();
});
