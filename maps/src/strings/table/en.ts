/** The same in English. */
import type { vi } from './vi';

export const en: Record<keyof typeof vi, string> = {
  'table.open': 'Open the table, edit many', 'table.open_to_read': 'Open the table', 'table.title': 'Table: {of}', 'table.panel': 'Table of assets', 'table.tick': 'Choose {name}', 'table.tick_shown': 'Choose every row shown',
  'table.chosen': '{n} of {of} chosen', 'table.in_view': 'in view, by the filter', 'table.in_box': 'in the box, by the filter', 'table.box': 'Draw a box on the map', 'table.box_clear': 'Drop the box', 'table.box_hint': 'Drag on the map to draw the box.', 'table.box_stop': 'Stop', 'table.all': 'Choose all {n}',
  'bulk.field': 'Field to set', 'bulk.choose': 'Choose a field…', 'bulk.value': 'New value', 'bulk.show': 'Preview', 'bulk.write': 'Write {n} assets:',
  'bulk.shown': '{changing} change · {unchanged} are so already · {refusing} may not', 'bulk.row': 'Asset', 'bulk.before': 'Before', 'bulk.after': 'After', 'bulk.rest': '… and {n} more change like this.',
  'bulk.done': '{n} assets written as one change; see or put back in the history of each.',
  'why.no_rows': 'Choose at least one row', 'why.no_field': 'Choose a field and give a value that can be read', 'why.show_first': 'Preview first', 'why.rows_refused': 'Take the rows that may not change out and preview again',
  'rule.bulk-refused': '{count} assets may not be changed so; nothing was written.',
};
