exports.half = (value) => value / 2;
