module.exports = () => {
  if (process.env.FROM_SETUP !== 'seven') throw new Error('the set-up has not run here');
};
