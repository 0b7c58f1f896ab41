/** The loops of a graph: its strongly connected components, after Tarjan (1972), without recursion on the stack. */
import type { Position } from './graph.js';

/** All components that contain a cycle. */
export function componentsOf(positions: readonly Position[]): ReadonlySet<number>[] {
  const found: ReadonlySet<number>[] = [];
  const index = new Array<number>(positions.length).fill(-1);
  const low = new Array<number>(positions.length).fill(0);
  const open = new Set<number>();
  let count = 0;

  for (let root = 0; root < positions.length; root++) {
    if (index[root]! >= 0) continue;
    const path: { id: number; edge: number }[] = [];
    enter(root);
    while (path.length > 0) {
      const at = path.at(-1)!;
      const next = positions[at.id]!.next[at.edge++];
      if (next === undefined) leave(at.id);
      else if (index[next]! < 0) enter(next);
      else if (open.has(next)) low[at.id] = Math.min(low[at.id]!, index[next]!);
    }

    function enter(id: number): void {
      index[id] = low[id] = count++;
      open.add(id);
      path.push({ id, edge: 0 });
    }

    function leave(id: number): void {
      path.pop();
      const parent = path.at(-1);
      if (parent) low[parent.id] = Math.min(low[parent.id]!, low[id]!);
      if (low[id] !== index[id]) return;
      const component = new Set([...open].filter((other) => index[other]! >= index[id]!));
      for (const other of component) open.delete(other);
      if (component.size > 1 || positions[id]!.next.includes(id)) found.push(component);
    }
  }
  return found;
}
