import { describe, expect, test } from 'vitest';
import { syntheticReport } from '../../../../bench/synthetic-report.ts';
import { functionRows } from '../../../../reports/html/app/model/functions.ts';
import { toReport } from '../../../../reports/html/app/model/report.ts';
import { squarify } from '../../../../reports/html/app/model/squarify.ts';
import { treemap } from '../../../../reports/html/app/model/treemap.ts';
import type { ReportData } from '../../../../src/model/report-data.ts';
import { sampleReport } from '../../../helpers/report-page.ts';

describe('squarify', () => {
  const sizes = [6, 6, 4, 3, 2, 2, 1];
  const room = { x: 0, y: 0, width: 600, height: 400 };
  const placed = squarify(
    sizes.map((size) => ({ size })),
    room,
  );

  test('gives each item its share of the room', () => {
    for (const { item, width, height } of placed)
      expect(width * height).toBeCloseTo((item.size / 24) * 240_000);
  });

  test('puts none outside, and none on another', () => {
    for (const a of placed) {
      expect(a.x).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width).toBeLessThanOrEqual(600.001);
      expect(a.y + a.height).toBeLessThanOrEqual(400.001);
      for (const b of placed.filter((other) => other !== a)) {
        const apart =
          a.x + a.width <= b.x + 0.001 ||
          b.x + b.width <= a.x + 0.001 ||
          a.y + a.height <= b.y + 0.001 ||
          b.y + b.height <= a.y + 0.001;
        expect(apart).toBe(true);
      }
    }
  });

  test('keeps them near to squares', () => {
    for (const { width, height } of placed) expect(Math.max(width / height, height / width)).toBeLessThan(3);
  });

  test('has nothing to place where there is no room or nothing of a size', () => {
    expect(squarify([{ size: 0 }], room)).toEqual([]);
    expect(squarify([{ size: 1 }], { ...room, width: 0 })).toEqual([]);
  });
});

describe('the map of the code', () => {
  const mapOf = (data: ReportData) => treemap(functionRows(toReport(data)), 1000, 400);

  test('has every function with breaks in its file, largest first', () => {
    const { map, ...kind } = mapOf(sampleReport());
    expect(kind).toEqual({ parts: 'function', boxes: 'file' });
    expect(
      map.map(({ path, parts }) => [path, parts.map(({ rows }) => rows.map(({ unit }) => unit.name))]),
    ).toEqual([
      ['src/cart.ts', [['Cart.total'], ['Cart.add'], ['outside functions'], ['Cart.checkout']]],
      ['src/money.ts', [['discount'], ['round']]],
      ['src/mail.ts', [['send']]],
    ]);
  });

  test('of a large project has the functions of a verdict together, and loses no break', () => {
    const data = syntheticReport({ mutants: 10_000, tests: 500 });
    const { map, ...kind } = mapOf(data);
    expect(kind).toEqual({ parts: 'verdict', boxes: 'file' });
    expect(map).toHaveLength(100);
    for (const { parts } of map) expect(parts.length).toBeLessThanOrEqual(4);
    const breaks = map.flatMap(({ parts }) => parts).reduce((sum, part) => sum + part.breaks, 0);
    expect(breaks).toBe(data.audit.realCoverage.valid);
  });

  test('of a very large project has folders', () => {
    const { map, ...kind } = mapOf(syntheticReport({ mutants: 20_000, tests: 500 }));
    expect(kind).toEqual({ parts: 'verdict', boxes: 'folder' });
    expect(map.map(({ path }) => path).sort()).toEqual(
      Array.from({ length: 12 }, (_, index) => `src/area-${index}/`).sort(),
    );
  });
});
