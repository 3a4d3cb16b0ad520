/** "Thêm": which kind of asset; kinds the reader may not make say why. */
import { html, type TemplateResult } from 'lit-html';
import type { App } from '../../actions/app';
import { mayNotAdd, startNew } from '../../actions/draw';
import { findDrawing } from '../../actions/keptDrawing';
import { DRAWABLE, type Drawable } from '../../drawing';
import type { State } from '../../state';
import { actButton } from '../pieces';
import { speaker, whyNot } from '../words';

export function addDialog(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  const choice = (collection: Drawable): TemplateResult => actButton({
    label: findDrawing(collection, null) ? t('draw.go_on', { kind: t(`draw.new_${collection}`) }) : t(`draw.new_${collection}`), testid: `add-${collection}`,
    why: whyNot(state, mayNotAdd(state, collection)), press: () => startNew.run(app, collection),
  });
  return html`<div data-testid="add-dialog" class="add-kinds"><h2 id="dialog-title">${t('draw.add')}</h2><p>${t('draw.add_hint')}</p>${DRAWABLE.map(choice)}</div>`;
}
