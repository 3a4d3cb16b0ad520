/** The same in English. */
import type { peopleVi } from './vi';

export const peopleEn: Record<keyof typeof peopleVi, string> = {
  'panel.past': 'Changes',
  'presence.editing': '{name} has been editing since {time}', 'presence.hint': 'You can still edit: different fields merge, for the same field you choose.',
  'merge.done': '{told}; merged with changes by {names}', 'merge.by': '{name} saved at {at}: {fields}.', 'merge.also': 'The other fields of both are merged; there is nothing to choose.',
  'past.look': 'Show', 'past.sets': 'Change sets', 'past.bin': 'Bin', 'past.since': 'Since', 'past.by': 'Changed by', 'past.in_view': 'In view only',
  'past.none': 'There is no such change.', 'past.bin_empty': 'Nothing like that was deleted.', 'past.more': 'Show more', 'past.sign_in': 'Sign in to see who changed what, and the bin.',
  'past.back': 'All change sets', 'past.set': 'Change set {n}', 'past.rows_left': 'Only the first {n} records are shown; the API has all.',
  'past.undo': 'Undo the whole set', 'past.undo_reason': 'Reason for undoing', 'past.undone': 'Change set {n} undone.', 'past.undone_reason': 'Change set {n} undone',
  'past.newer': 'Cannot be undone: {n} records have newer changes.', 'past.newer_row': '{name} · {op} · {by} · {at}',
  'past.op_created': 'created', 'past.op_changed': 'changed', 'past.op_deleted': 'deleted', 'past.op_none': 'created and deleted',
  'past.restore': 'Restore', 'past.restored': '{name} restored with what was deleted with it.', 'past.along': 'with {told}', 'past.on_map': 'Show on the map',
  'past.deleted': '{id} deleted. It can be restored: tab Changes, Bin.', 'past.refused': 'Cannot be undone ({code}).',
  'past.revert_to': 'Back to before this', 'past.revert_over': 'Back to before this, undoing {n} newer changes too', 'past.revert_field': 'Put back', 'why.newer_field': '{by} changed this field at {at}', 'past.reverted': 'Put back as it was before the change.', 'past.reverted_reason': 'Back to before change {n}',
  'past.bridges': '{n} bridges', 'past.culverts': '{n} culverts', 'past.sections': '{n} sections', 'past.roads': '{n} roads', 'past.km-posts': '{n} km posts', 'past.waterways': '{n} waterways', 'past.inspections': '{n} inspections', 'past.postings': '{n} postings', 'past.works': '{n} works', 'past.shared-stretches': '{n} shared stretches',
  'kept.bridges': 'Bridge', 'kept.culverts': 'Culvert', 'kept.sections': 'Section', 'kept.roads': 'Road', 'kept.km-posts': 'Km post', 'kept.waterways': 'Waterway', 'kept.inspections': 'Inspection', 'kept.postings': 'Posting', 'kept.works': 'Work', 'kept.shared-stretches': 'Shared stretch',
  'delete.act': 'Delete', 'delete.title': 'Delete {name}?', 'delete.alone': 'Nothing is recorded of it.', 'delete.along': 'Deleted with it ({n}):', 'delete.in_the_way': 'It cannot be deleted while these stand on it:',
  'delete.told': 'All of it goes to the bin and can be restored whole, under the same ids.', 'delete.change': 'Delete: gone on the ground', 'delete.correction': 'Delete: recorded wrongly',
  'why.set_too_large': 'This set is too large to be undone here', 'why.newer_stands': 'There are newer changes of these records: see the list above', 'why.in_the_way': 'Other things stand on it',
  'fault.deleted_meanwhile': '{by} deleted this at {at}. What you typed is still here: restore it, then save again.',
};
