/**
 * What a condition, a road class and a layer look like: colours safe for colour-blind eyes, and for each condition
 * a letter and a dash too, so that colour is never the only sign. The map, the legend and print read this one table.
 */
export const CONDITIONS = ['TOT', 'KHA', 'TB', 'XAU', 'RAT_XAU'] as const;
export type Condition = (typeof CONDITIONS)[number];
/** Not yet rated: a key of its own in filters, legend and statistics. */
export const UNRATED = 'NONE';
export type ConditionKey = Condition | typeof UNRATED;
export const CONDITION_KEYS: readonly ConditionKey[] = [...CONDITIONS, UNRATED];

export interface ConditionLook {
  readonly letter: string;
  readonly colour: string;
  /** Dash in units of line width; empty = solid. */
  readonly dash: readonly number[];
}

export const CONDITION_LOOK: Record<ConditionKey, ConditionLook> = {
  TOT: { letter: 'A', colour: '#1f78b4', dash: [] },
  KHA: { letter: 'B', colour: '#2f8f79', dash: [9, 1] },
  TB: { letter: 'C', colour: '#d9a300', dash: [5, 1.2] },
  XAU: { letter: 'D', colour: '#d95f02', dash: [2.6, 1.2] },
  RAT_XAU: { letter: 'E', colour: '#a50f3c', dash: [1.1, 0.9] },
  NONE: { letter: '–', colour: '#7b8683', dash: [] },
};

export function conditionKey(value: unknown): ConditionKey {
  return CONDITIONS.includes(value as Condition) ? (value as Condition) : UNRATED;
}

export interface RoadLook {
  readonly width: number;
  readonly shield: string;
  readonly order: number;
}

const CLASS_LOOK: Record<string, RoadLook> = {
  CT: { width: 7, shield: '#17663a', order: 4 },
  QL: { width: 6, shield: '#a8322a', order: 3 },
  DT: { width: 4.6, shield: '#0f6d7c', order: 2 },
  DH: { width: 3.4, shield: '#5a6664', order: 1 },
};
const OTHER_CLASS: RoadLook = { width: 2.8, shield: '#5a6664', order: 0 };

export function roadLook(roadClass: unknown): RoadLook {
  return CLASS_LOOK[String(roadClass)] ?? OTHER_CLASS;
}

/** Road widths are given at zoom 12 and follow the zoom, between a hair and a ribbon. */
export function zoomFactor(zoom: number): number {
  return Math.min(2.6, Math.max(0.42, 1 + (zoom - 12) * 0.22));
}

const WATER_WIDTHS: Readonly<Record<string, number>> = { SONG: 3.2, KENH: 2, RACH: 1.4 };
/** Width of a waterway at zoom 12, by its kind; it follows the zoom as roads do. */
export function waterWidth(kind: unknown): number {
  return WATER_WIDTHS[String(kind)] ?? 1;
}

/** Half-size of a point symbol in CSS pixels. */
export function symbolRadius(zoom: number): number {
  return zoom < 12 ? Math.max(1.6, 3.6 + (zoom - 12) * 0.75) : Math.min(9, 3.6 + (zoom - 12) * 1.3);
}
/** The map's zoom from which a layer is drawn whole; the server's catalogue says so of its tiles, one zoom lower (TileJSON). */
export const DRAWN_FROM: Readonly<Record<'sections' | 'bridges' | 'culverts' | 'km-posts' | 'roads' | 'waterways', number>> = {
  sections: 11, bridges: 11, culverts: 11, 'km-posts': 12, roads: 11, waterways: 13,
};
/** From this radius on a point symbol carries the letter of its condition. */
export const LETTER_FROM_RADIUS = 5.8;

export const PAPER = '#f7f5ee';
export const LAND = '#ecebe2';
export const SEA = '#cfe3ea';
/** Darker than the sea, so that a ditch is seen; no condition is as pale a blue. */
export const WATER = '#86b8cb';
export const BOUNDARY = '#c3cabf';
export const INK = '#1d2b2a';
export const BRAND = '#0b5d6b';
