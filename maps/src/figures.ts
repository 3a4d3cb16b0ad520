/** The numbers of the summary out of the statistics: by class, by condition, in all and as filtered. Pure. */
import type { Statistics, StatisticsGroup } from './api/types';
import { passes, type Filter, type Filtered, type Filters } from './filters';
import { CONDITION_KEYS, conditionKey, roadLook, type ConditionKey } from './symbology';

export type Split = Readonly<Record<ConditionKey, number>>;
export interface Figures {
  /** Everything in the unit, and what the filters leave: kilometres for sections, a count for the others. */
  readonly total: number;
  readonly shown: number;
  readonly byCondition: Split;
}
export interface ClassFigures { readonly roadClass: string; readonly km: number; readonly byCondition: Split }

const sizeOf = (name: Filtered, group: StatisticsGroup): number => (name === 'sections' ? Number(group.length_km ?? 0) : group.count);

function split(name: Filtered, groups: readonly StatisticsGroup[]): Split {
  const sums = Object.fromEntries(CONDITION_KEYS.map((key) => [key, 0])) as Record<ConditionKey, number>;
  for (const group of groups) sums[conditionKey(group.condition)] += sizeOf(name, group);
  return sums;
}

const sum = (name: Filtered, groups: readonly StatisticsGroup[]): number => groups.reduce((all, group) => all + sizeOf(name, group), 0);

export function figures(name: Filtered, statistics: Statistics, filters: Filters): Figures {
  const filter: Filter = filters[name];
  const inClass = statistics.groups.filter((group) => passes({ condition: [], road_class: filter.road_class }, group));
  return {
    total: sum(name, statistics.groups),
    shown: sum(name, statistics.groups.filter((group) => passes(filter, group))),
    byCondition: split(name, name === 'sections' ? inClass : statistics.groups),
  };
}

/** Kilometres of each road class, the highest class first, by condition. */
export function byClass(statistics: Statistics): ClassFigures[] {
  const classes = [...new Set(statistics.groups.map((group) => String(group.road_class ?? '')))];
  return classes.map((roadClass) => {
    const groups = statistics.groups.filter((group) => String(group.road_class ?? '') === roadClass);
    return { roadClass, km: sum('sections', groups), byCondition: split('sections', groups) };
  }).sort((a, b) => roadLook(b.roadClass).order - roadLook(a.roadClass).order || a.roadClass.localeCompare(b.roadClass));
}
