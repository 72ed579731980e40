const chai = require('chai');

global.expect = chai.expect;
chai.use(({ Assertion }) => {
  Assertion.addMethod('priced', function (price) {
    this.assert(this._obj.price === price, `expected a price of ${price}`, `expected no price of ${price}`);
  });
});
