import { describe, expect, test } from 'vitest';
import { LevelTree, lineage } from '../src/levels.js';

describe('the tree of levels', () => {
  test('a name has those above it, without the root', () => {
    expect([...lineage('a.b.c', 5)]).toEqual(['a.b.c', 'a.b', 'a']);
    expect([...lineage('', 5)]).toEqual([]);
    expect([...lineage('..', 5)]).toEqual(['..', '.']);
  });

  test('those that are longer than any setting are left out', () => {
    expect([...lineage('a.b.c', 4)]).toEqual(['a.b', 'a']);
    expect([...lineage('a.b.c', 3)]).toEqual(['a.b', 'a']);
    expect([...lineage('a.b.c', 0)]).toEqual([]);
    expect([...lineage('long', 3)]).toEqual([]);
  });

  test('the nearest setting at or above a name holds', () => {
    const tree = new LevelTree(20, [
      ['shop', 10],
      ['shop.orders', 40],
      ['http.*', 5],
    ]);
    expect(
      ['', 'other', 'shop', 'shop.cart', 'shop.orders', 'shop.orders.x', 'shopping'].map((name) =>
        tree.resolve(name),
      ),
    ).toEqual([20, 20, 10, 10, 40, 40, 20]);
    expect(['http', 'http.in', 'http.in.tls', 'https'].map((name) => tree.resolve(name))).toEqual([
      5, 5, 5, 20,
    ]);
  });

  test('the root is * or the empty name, and is only replaced', () => {
    const tree = new LevelTree(20, [['*', 30]]);
    expect(tree.resolve('x')).toBe(30);
    tree.set('', 40);
    expect(tree.resolve('x')).toBe(40);
    tree.set('', undefined);
    expect(tree.resolve('x')).toBe(40);
  });

  test('a setting can be taken back', () => {
    const tree = new LevelTree(20, [['a.*', 5]]);
    tree.set('a.b', 50);
    expect(tree.resolve('a.b.c')).toBe(50);
    tree.set('a.b', undefined);
    expect(tree.resolve('a.b.c')).toBe(5);
    tree.set('a.*', undefined);
    expect(tree.resolve('a.b.c')).toBe(20);
  });
});
