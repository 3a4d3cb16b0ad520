/** What keeps a question from being asked, and where on the page that stands. Pure. */
import { conditionsOf } from './conditions';
import { ALONG, type Question } from './query';
import { problemOf, type Fields, type Problem } from './queryables';
import { readDay, readNumber } from './values';

export type Section = 'where' | 'place' | 'stretch' | 'overlap' | 'at' | 'cql' | 'looks' | 'other';
export type Trouble = Problem | 'problem.no_corners' | 'problem.no_unit' | 'problem.no_place' | 'problem.no_metres' | 'problem.no_road' | 'problem.no_cql';
export interface Found { readonly section: Section; readonly problem: Trouble }

/** As far as the API measures from a road, and from a point. */
const [FARTHEST_FROM_ROAD_M, FARTHEST_M] = [50_000, 1_000_000];

function placeProblem({ place }: Question): Trouble | null {
  if (place.kind === 'area') return place.points.length < 2 ? 'problem.no_corners' : null;
  if (place.kind === 'unit') return place.code ? null : 'problem.no_unit';
  if (place.kind !== 'near') return null;
  if (!place.at && !place.road) return 'problem.no_place';
  const metres = readNumber(place.metres);
  return metres === null || metres < 0 || metres > (place.road ? FARTHEST_FROM_ROAD_M : FARTHEST_M) ? 'problem.no_metres' : null;
}

function* found(question: Question, fields: Fields, others: Fields): Generator<Found> {
  const { where, overlap, stretch, at, cql, of } = question;
  if (cql === null) for (const { condition } of conditionsOf(where)) yield* told('where', problemOf(condition, fields));
  else if (!cql.trim()) yield { section: 'cql', problem: 'problem.no_cql' };
  yield* told('place', placeProblem(question));
  const along = ALONG.includes(of);
  if (along && !stretch.road && (stretch.from.trim() || stretch.to.trim())) yield { section: 'stretch', problem: 'problem.no_road' };
  if (along && overlap) for (const { condition } of conditionsOf(overlap.where)) yield* told('overlap', problemOf(condition, others));
  if (at.trim() && readDay(at) === null) yield { section: 'at', problem: 'problem.no_day' };
}

function* told(section: Section, problem: Trouble | null): Generator<Found> {
  if (problem) yield { section, problem };
}

export const problemsOf = (question: Question, fields: Fields, others: Fields): readonly Found[] => [...found(question, fields, others)];

const SECTIONS: Readonly<Record<string, Section>> = {
  unit: 'place', near: 'place', bbox: 'place', road: 'stretch', from: 'stretch', to: 'stretch', overlap: 'overlap', datetime: 'at', sortby: 'looks', properties: 'looks',
  'group-by': 'looks', measure: 'looks',
};
/** Where a refusal of the API stands: at what it names. */
export function sectionOf(field: string | null, handwritten: boolean): Section {
  if (field === 'filter') return handwritten ? 'cql' : 'where';
  return SECTIONS[field ?? ''] ?? 'other';
}
