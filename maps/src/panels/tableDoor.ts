/** The way into the table, beside the list. */
import type { TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { openTable } from '../actions/bulkEdit';
import type { State } from '../state';
import { actButton } from './pieces';
import { speaker } from './words';

export function tableDoor(state: State, app: App): TemplateResult {
  return actButton({ label: speaker(state.lang)(state.session?.user ? 'table.open' : 'table.open_to_read'), testid: 'table-open', press: () => openTable.run(app) });
}
