/** Which labels fit: the important ones first, none over another. Pure. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly kind: 'town' | 'village' | 'commune' | 'shield' | 'bridge' | 'post' | 'water';
  readonly colour?: string;
  /** Small = placed earlier. */
  readonly rank: number;
}
export interface Placed extends Label { readonly width: number; readonly height: number }

/** Two labels of the same road stand at least this far apart. */
const SHIELD_GAP = 190;

interface Box { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
const overlap = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

export function place(labels: readonly Label[], measure: (label: Label) => { width: number; height: number }): Placed[] {
  const boxes: Box[] = [];
  const placed: Placed[] = [];
  for (const label of [...labels].sort((a, b) => a.rank - b.rank || a.text.localeCompare(b.text) || a.x - b.x)) {
    const { width, height } = measure(label);
    const box = { left: label.x - width / 2 - 3, right: label.x + width / 2 + 3, top: label.y - height / 2 - 2, bottom: label.y + height / 2 + 2 };
    const twin = placed.some((one) => one.text === label.text && one.kind === label.kind
      && (label.kind !== 'shield' || Math.hypot(one.x - label.x, one.y - label.y) < SHIELD_GAP));
    if (twin || boxes.some((other) => overlap(box, other))) continue;
    boxes.push(box);
    placed.push({ ...label, width, height });
  }
  return placed;
}

/** The middle of a line by its length: where a shield stands. */
export function middle(part: Float32Array): { x: number; y: number; length: number } {
  let length = 0;
  for (let at = 0; at + 3 < part.length; at += 2) length += Math.hypot(part[at + 2]! - part[at]!, part[at + 3]! - part[at + 1]!);
  let rest = length / 2;
  for (let at = 0; at + 3 < part.length; at += 2) {
    const step = Math.hypot(part[at + 2]! - part[at]!, part[at + 3]! - part[at + 1]!);
    if (step >= rest && step > 0) {
      const share = rest / step;
      return { x: part[at]! + share * (part[at + 2]! - part[at]!), y: part[at + 1]! + share * (part[at + 3]! - part[at + 1]!), length };
    }
    rest -= step;
  }
  return { x: part[0] ?? 0, y: part[1] ?? 0, length };
}

/** Centre and area of a ring (shoelace). */
export function centre(ring: Float32Array): { x: number; y: number; area: number } {
  let [area, x, y] = [0, 0, 0];
  for (let at = 0, last = ring.length - 2; at < ring.length; last = at, at += 2) {
    const cross = ring[last]! * ring[at + 1]! - ring[at]! * ring[last + 1]!;
    area += cross; x += (ring[last]! + ring[at]!) * cross; y += (ring[last + 1]! + ring[at + 1]!) * cross;
  }
  return area ? { x: x / (3 * area), y: y / (3 * area), area: Math.abs(area / 2) } : { x: ring[0] ?? 0, y: ring[1] ?? 0, area: 0 };
}
