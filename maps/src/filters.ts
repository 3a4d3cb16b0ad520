/** What is shown of each collection. Pure. An empty list means "all"; an unrated asset has the key NONE. */
import { conditionKey } from './symbology';

export type Filtered = 'sections' | 'bridges' | 'culverts';
export const FILTERED: readonly Filtered[] = ['sections', 'bridges', 'culverts'];

export interface Filter {
  readonly condition: readonly string[];
  readonly road_class: readonly string[];
}
export type FilterKey = keyof Filter;
export type Filters = Readonly<Record<Filtered, Filter>>;

const ALL: Filter = { condition: [], road_class: [] };
export const NO_FILTERS: Filters = { sections: ALL, bridges: ALL, culverts: ALL };

export function isFiltered(filters: Filters): boolean {
  return FILTERED.some((name) => filters[name].condition.length > 0 || filters[name].road_class.length > 0);
}

function toggled(list: readonly string[], value: string): readonly string[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}

/** One number clicked: its value goes into the filter of that collection, or out again. */
export function toggleFilter(filters: Filters, name: Filtered, key: FilterKey, value: string): Filters {
  return { ...filters, [name]: { ...filters[name], [key]: toggled(filters[name][key], value) } };
}

/** A whole row clicked (one condition in every collection): all on, or all off when all were on. */
export function toggleEverywhere(filters: Filters, value: string): Filters {
  const all = FILTERED.every((name) => filters[name].condition.includes(value));
  return Object.fromEntries(FILTERED.map((name) => {
    const others = filters[name].condition.filter((one) => one !== value);
    return [name, { ...filters[name], condition: all ? others : [...others, value] }];
  })) as unknown as Filters;
}

/** Whether a tile feature or a statistics group passes. */
export function passes(filter: Filter, facts: { condition?: unknown; road_class?: unknown }): boolean {
  if (filter.condition.length && !filter.condition.includes(conditionKey(facts.condition))) return false;
  return !filter.road_class.length || filter.road_class.includes(String(facts.road_class ?? ''));
}

/** The road line itself knows no condition; it follows the class chosen for sections. */
export function roadPasses(filters: Filters, roadClass: unknown): boolean {
  const classes = filters.sections.road_class;
  return !classes.length || classes.includes(String(roadClass ?? ''));
}
