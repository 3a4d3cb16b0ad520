/** Recording at an asset on the map. */
import type { recordsVi } from './vi';

export const recordsEn: Readonly<Record<keyof typeof recordsVi, string>> = {
  'record.one_inspections': 'inspection', 'record.one_postings': 'posting', 'record.one_works': 'work', 'record.one_shared-stretches': 'shared stretch',
  'record.new': 'New: {kind}', 'record.correct': 'Correct: {kind}', 'record.made': 'Recorded: {kind}.', 'record.corrected': 'Corrected: {kind}.', 'record.withdrawn': 'Withdrawn: {kind}. History keeps it.',
  'record.add': 'Record', 'record.add_told': 'Record: {kind}', 'record.edit': 'Correct', 'record.edit_told': 'Correct {kind} {id}', 'record.by_map': 'Recorded on the map',
  'record.withdraw': 'Withdraw', 'record.withdraw_sure': 'Withdraw this record? History keeps it, and it can be restored.', 'record.resumed': 'Being typed since {at}.',
  'record.done_on': 'Inspected on', 'record.inspection_type': 'Kind of inspection', 'record.deck_rating': 'Deck rating (0–9)', 'record.superstructure_rating': 'Superstructure rating (0–9)', 'record.substructure_rating': 'Substructure rating (0–9)',
  'record.condition': 'Condition', 'record.condition_reason': 'Reason of the rating', 'record.organisation': 'Body that did it', 'record.source': 'Source', 'record.note': 'Note',
  'record.sign': 'Sign', 'record.limit_t': 'Load limit', 'record.limit_m': 'Size limit', 'record.vehicle_type': 'Vehicles', 'record.from_chainage': 'From chainage', 'record.to_chainage': 'To chainage',
  'record.valid_from': 'In force from', 'record.valid_to': 'In force to', 'record.decision_number': 'Decision number', 'record.above_load_reason': 'Reason for a limit above the known load',
  'record.work_kind': 'Kind of work', 'record.title': 'Title', 'record.planned_on': 'Planned', 'record.started_on': 'Started', 'record.finished_on': 'Finished', 'record.cost_vnd': 'Cost', 'record.contractor': 'Contractor',
  'record.host': 'Host road (owns the carriageway)',
  'field.about': 'About', 'record.sheet': 'Inspection sheet', 'record.sheet_hint': 'A line for each part; no defect says that it was looked at and nothing found.', 'record.line_component': 'Part', 'record.line_defect': 'Defect', 'record.line_recommendation': 'Recommendation', 'record.line_priority': 'Priority',
  'record.add_line': 'Add a line', 'record.drop_line': 'Take line {n} away',
};
