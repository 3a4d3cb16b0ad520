/** The tree of conditions, changed at a place in it: a path of indexes from the root group. Pure. */
import type { Condition, Group, Join, Operator, Part } from './query';

export type Path = readonly number[];
export const NEW_CONDITION: Condition = { kind: 'condition', field: '', operator: 'in', values: [] };
export const newGroup = (join: Join = 'any'): Group => ({ kind: 'group', join, parts: [NEW_CONDITION] });
export const condition = (field: string, operator: Operator, ...values: string[]): Condition => ({ kind: 'condition', field, operator, values });
export const group = (join: Join, ...parts: Part[]): Group => ({ kind: 'group', join, parts });

/** The tree with the part at `path` replaced; null takes it out. The root cannot be taken out. */
export function changed(root: Group, path: Path, part: Part | null): Group {
  const [at, ...rest] = path;
  if (at === undefined) return part?.kind === 'group' ? part : { ...root, parts: [] };
  const parts = root.parts.flatMap((one, n): Part[] => {
    if (n !== at) return [one];
    if (rest.length) return one.kind === 'group' ? [changed(one, rest, part)] : [one];
    return part ? [part] : [];
  });
  return { ...root, parts };
}

export function partAt(root: Group, path: Path): Part | undefined {
  return path.reduce<Part | undefined>((part, n) => (part?.kind === 'group' ? part.parts[n] : undefined), root);
}

/** The tree with a part more in the group at `path`. */
export function added(root: Group, path: Path, part: Part): Group {
  const into = partAt(root, path);
  return into?.kind === 'group' ? changed(root, path, { ...into, parts: [...into.parts, part] }) : root;
}

/** Every condition of the tree, with where it stands. */
export function conditionsOf(root: Group, path: Path = []): { readonly path: Path; readonly condition: Condition }[] {
  return root.parts.flatMap((part, n) => (part.kind === 'group' ? conditionsOf(part, [...path, n]) : [{ path: [...path, n], condition: part }]));
}

/** The tree and one condition more, which must hold too. */
export function narrowed(root: Group, more: Condition): Group {
  if (root.join === 'all') {
    const others = root.parts.filter((part) => part.kind === 'group' || part.field !== more.field || part.operator !== more.operator);
    return { ...root, parts: [...others, more] };
  }
  return group('all', ...(root.parts.length ? [root] : []), more);
}
