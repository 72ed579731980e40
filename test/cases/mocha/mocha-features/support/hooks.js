const { rate } = require('../src/rate.js');

exports.mochaGlobalSetup = async function () {
  this.opened = true;
  process.env.OPENED = 'yes';
};

exports.mochaGlobalTeardown = async function () {
  if (!this.opened) throw new Error('it was never opened');
};

exports.mochaHooks = {
  beforeEach() {
    this.rate = rate(2);
  },
};
