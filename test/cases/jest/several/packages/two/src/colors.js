function colors() {
  return ['red', 'blue'];
}

module.exports = { colors };
