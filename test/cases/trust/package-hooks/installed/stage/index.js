// Like a library for tests of user interfaces: cleans up after each test where the runner's globals are there.
const shown = [];

export function show(text) {
  shown.push(text);
}

export function only(text) {
  const found = shown.filter((each) => each === text);
  if (found.length !== 1) throw new Error(`found ${found.length} elements with the text: ${text}`);
  return found[0];
}

if (typeof afterEach === 'function')
  afterEach(() => {
    shown.length = 0;
  });
