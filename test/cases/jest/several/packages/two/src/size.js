function size(list) {
  return list.length + 1;
}

module.exports = { size };
