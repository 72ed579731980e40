const assert = require('node:assert');
const sinon = require('sinon');
const queue = require('../src/queue.js');

describe('queue', () => {
  const log = sinon.spy();

  beforeEach(() => queue.clear());
  afterEach(() => queue.check());

  it('adds', () => {
    assert.equal(queue.add('a'), 1);
    assert.equal(queue.add('b'), 2);
  });

  it('calls back', (done) => {
    queue.later(1, (error, value) => {
      assert.equal(value, 2);
      done(error);
    });
  });

  it('does not fail', (done) => {
    queue.fails(0, done);
  });

  it('skips itself', function () {
    if (queue.add('a') === 1) this.skip();
    throw new Error('not skipped');
  });

  it('comes to it', () => {
    const clock = sinon.useFakeTimers();
    const call = sinon.spy();
    queue.soon(call);
    clock.tick(60_000);
    sinon.assert.calledOnce(call);
    clock.restore();
  });

  it('tells', () => {
    queue.tell(log, 'news');
    sinon.assert.calledOnceWithExactly(log, '> news');
  });
});
