export function add(a, b) { return a + b; }
export function fail() { throw new Error('no'); }
