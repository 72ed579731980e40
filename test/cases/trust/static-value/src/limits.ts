const units = ['s', 'm'];

export const limit = 10 * 60;
export const labels = units.map((unit) => `per ${unit}`);
const grace = 8 / 2;

export function isOver(value: number): boolean {
  return value > limit + grace;
}
