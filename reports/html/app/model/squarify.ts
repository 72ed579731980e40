export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Fills a rectangle with one for each item, their areas as their sizes, each as near to a square as it gets
 * (Bruls, Huizing and van Wijk 2000). Items have to come largest first.
 */
export function squarify<Item extends { size: number }>(
  items: Item[],
  room: Rectangle,
): (Rectangle & { item: Item })[] {
  const total = items.reduce((sum, { size }) => sum + size, 0);
  if (total === 0 || room.width <= 0 || room.height <= 0) return [];
  const scale = (room.width * room.height) / total;
  const placed: (Rectangle & { item: Item })[] = [];
  let rest = { ...room };
  let row: Item[] = [];
  for (const item of items) {
    const side = Math.min(rest.width, rest.height);
    if (row.length > 0 && worst([...row, item], side, scale) > worst(row, side, scale)) {
      rest = place(row, rest, scale, placed);
      row = [];
    }
    row.push(item);
  }
  place(row, rest, scale, placed);
  return placed;
}

/** How far from a square the worst rectangle of a row is. */
function worst(row: { size: number }[], side: number, scale: number): number {
  const areas = row.map(({ size }) => size * scale);
  const area = areas.reduce((sum, each) => sum + each, 0);
  const square = area * area;
  const length = side * side;
  return Math.max((length * Math.max(...areas)) / square, square / (length * Math.min(...areas)));
}

/** Puts a row along the shorter side. Returns what is left of the room. */
function place<Item extends { size: number }>(
  row: Item[],
  room: Rectangle,
  scale: number,
  placed: (Rectangle & { item: Item })[],
): Rectangle {
  const area = row.reduce((sum, { size }) => sum + size * scale, 0);
  const isWide = room.width >= room.height;
  const side = isWide ? room.height : room.width;
  const depth = side === 0 ? 0 : area / side;
  let along = 0;
  for (const item of row) {
    const length = depth === 0 ? 0 : (item.size * scale) / depth;
    placed.push(
      isWide
        ? { item, x: room.x, y: room.y + along, width: depth, height: length }
        : { item, x: room.x + along, y: room.y, width: length, height: depth },
    );
    along += length;
  }
  return isWide
    ? { ...room, x: room.x + depth, width: room.width - depth }
    : { ...room, y: room.y + depth, height: room.height - depth };
}
