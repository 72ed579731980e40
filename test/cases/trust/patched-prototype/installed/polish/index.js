// Adds to a prototype when it is imported, and puts something in place of a global function when it is asked to.
Array.prototype.last ??= function () {
  return this[this.length - 1];
};

export function hurry() {
  const { floor } = Math;
  Math.floor = (value) => floor(value) + 1;
}
