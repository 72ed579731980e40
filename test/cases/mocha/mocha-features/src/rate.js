exports.rate = (value) => value * 3;
