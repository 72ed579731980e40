const assert = require('node:assert');
const { Test } = require('mocha');
const { item, names, opened, place } = require('../src/shop.js');

describe('shop', function () {
  it('has names', function () {
    assert.deepStrictEqual(this.names, ['pen!', 'ink!']);
  });

  it('prices', () => {
    expect(item('pen', 2)).to.be.priced(3);
    expect(item('pen', 2).name).to.equal('pen');
  });

  it('is a place', () => {
    expect(place() === 'here').to.be.true;
  });

  it('is opened', () => {
    assert.strictEqual(opened(), 1);
  });

  it('has a rate', function () {
    assert.strictEqual(this.rate, 6);
  });

  it('notices nothing', () => {
    names();
  });

  it.skip('is left out', () => {
    assert.fail();
  });

  it('is not written yet');

  describe('declared by a hook', () => {
    before(function () {
      for (const price of [1, 2])
        this.test.parent.addTest(
          new Test(`price ${price}`, () => {
            assert.strictEqual(item('', price).price, price + 1);
          }),
        );
    });

    it('comes first', () => {});
  });
});
