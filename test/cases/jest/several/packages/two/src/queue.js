function later(call) {
  setTimeout(() => call('done'), 1000);
}

function size(list) {
  return list.length + 1;
}

module.exports = { later, size };
