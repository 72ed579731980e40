module.exports = () => {
  process.env.FROM_SETUP = 'seven';
};
