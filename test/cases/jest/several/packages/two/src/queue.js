function later(call) {
  setTimeout(() => call('done'), 1000);
}

module.exports = { later };
