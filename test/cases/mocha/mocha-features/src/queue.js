let waiting = [];

exports.add = (job) => {
  waiting.push(job);
  return waiting.length;
};

exports.clear = () => {
  waiting = [];
};

exports.check = () => {
  if (waiting.length > 5) throw new Error('too many');
};

exports.later = (value, done) => {
  setTimeout(() => done(null, value + 1), 1);
};

exports.fails = (value, done) => {
  setTimeout(() => {
    if (value < 0) throw new Error('negative');
    done(value);
  }, 1);
};

exports.soon = (call) => setTimeout(call, 60 * 1000);

exports.tell = (log, text) => log(`> ${text}`);
