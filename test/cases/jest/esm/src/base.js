export function base() {
  return 2;
}

export function describe(value) {
  return `base ${value}`;
}
