import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextOf, type InferredTypes, inferTypes } from '../../../../src/instrument/types/index.ts';

const shapes = `
export interface Point { x: number; y: number; label?: string }
export type Kind = 'round' | 'square';
export class Circle { radius = 1; area() { return 1; } }
export interface Tree { value: string; children: Tree[] }
`;

const source = `
import { Circle, type Kind, type Point, type Tree } from './shapes.ts';
import * as namespace from './shapes.ts';
declare const points: Point[];
declare function load<T>(): Promise<T>;
export function first() { return points[0]; }
export function kind(): Kind { return load() as never; }
export const doubled = (by: number) => (points.map((point) => point.x * by));
export async function loaded() { return load<Point | undefined>(); }
export function circle() { return new Circle(); }
export function tree(): Tree { return load() as never; }
export function loose(a) { return a; }
export function pair() { return [1, 'a'] as [number, string]; }
export function lookup() { return new Map<string, Kind>(); }
export function keyed<T extends object>(a: T): { [K in keyof T]: string } { return a as never; }
export function callback() { return (a: string) => a.length > 1; }
export function shown({ x, label = 'none' }: Point, kind: Kind) { return x + label + kind; }
export function plain(a: string): string { return a; }
export function all() { return namespace; }
export class Shop { get size() { return points.length; } set size(value) { points.length = value; } }
`;

let root: string;
let types: InferredTypes;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'realcov-types-'));
  await writeFile(join(root, 'shapes.ts'), shapes);
  await writeFile(join(root, 'source.ts'), source);
  types = await inferTypes(root, ['source.ts', 'missing.ts']);
});

afterAll(() => rm(root, { recursive: true, force: true }));

/** What is inferred for the function whose text up to its body ends with this. */
function returned(head: string): string | undefined {
  const at = source.indexOf(head) + head.length;
  return contextOf(types, 'source.ts').returnType?.(at);
}

function parameter(before: string): string | undefined {
  const at = source.indexOf(before) + before.length;
  return contextOf(types, 'source.ts').parameterType?.(at);
}

describe('inferTypes', () => {
  it('writes out what is inferred, so that it can be read without an import', () => {
    expect(returned('function first() ')).toBe('{ x: number; y: number }');
    expect(returned('function kind(): Kind ')).toBe('"round" | "square"');
    expect(returned('async function loaded() ')).toBe('Promise<undefined | { x: number; y: number }>');
    expect(returned('function pair() ')).toBe('[number, string]');
    expect(returned('function lookup() ')).toBe('Map<string, "round" | "square">');
    expect(returned('function callback() ')).toBe('() => boolean');
    expect(returned('get size() ')).toBe('number');
  });

  it('finds expression bodies inside their parentheses', () => {
    expect(returned('(by: number) => (')).toBe('Array<number>');
    expect(returned('(point) => ')).toBe('number');
  });

  it('says nothing where it knows nothing, or where the code says all', () => {
    for (const head of ['function loose(a) ', 'function circle() ', 'function plain(a: string): string ']) {
      expect(returned(head)).toBeUndefined();
    }
    expect(returned('{ [K in keyof T]: string } ')).toBeUndefined();
    expect(parameter('function loose(')).toBeUndefined();
    expect(parameter('function plain(')).toBeUndefined();
    expect(contextOf(types, 'missing.ts').returnType?.(0)).toBeUndefined();
  });

  it('ends types that contain themselves', () => {
    expect(returned('function tree(): Tree ')).toMatch(
      /^\{ value: string; children: Array<\{ value: string; .*Array<unknown> \}> \}$/,
    );
  });

  it('knows parameters, those of callbacks and parts of patterns too', () => {
    expect(parameter('points.map((')).toBe('{ x: number; y: number }');
    expect(parameter('shown({ ')).toBe('number');
    expect(parameter('shown({ x, ')).toBe('string');
    expect(parameter('}: Point, ')).toBe('"round" | "square"');
    expect(parameter('set size(')).toBe('number');
  });

  it('goes on past a namespace, whose symbol is declared by a whole file', () => {
    expect(returned('function all() ')).toBeUndefined();
    expect(returned('get size() ')).toBe('number');
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const inferring = inferTypes(root, ['source.ts'], controller.signal);
    controller.abort(new Error('enough'));
    await expect(inferring).rejects.toThrow('enough');
    await expect(inferTypes(root, ['source.ts'], AbortSignal.abort(new Error('too late')))).rejects.toThrow(
      'too late',
    );
  });
});
