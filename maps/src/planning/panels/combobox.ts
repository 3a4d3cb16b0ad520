/** A combobox (ARIA 1.2): what was typed narrows the list, arrows choose, Enter takes, Escape leaves as it was. One is open at a time. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Content } from '../../panels/pieces';
import type { App } from '../actions/app';

export interface Option { readonly value: string; readonly label: string; readonly detail?: string; /** Why it cannot be taken. */ readonly why?: string }
export interface Combobox {
  /** Names the input and its list in the document; one of its kind. */
  readonly id: string;
  readonly label: string;
  readonly testid: string;
  /** What stands in the field while nobody types. */
  readonly shown: string;
  readonly hint?: string;
  readonly options: (typed: string) => readonly Option[];
  readonly choose: (value: string) => void;
  readonly typed?: (text: string) => void;
  /** Said instead of an empty list. */
  readonly nothing?: string;
  readonly invalid?: boolean;
}

function take(app: App, box: Combobox, option: Option | undefined): void {
  if (!option || option.why) return;
  app.store.set({ combo: null });
  box.choose(option.value);
}

function press(app: App, box: Combobox, event: KeyboardEvent): void {
  const { combo } = app.store.get();
  const open = combo?.id === box.id;
  if (event.key === 'Escape' && open) { event.preventDefault(); event.stopPropagation(); app.store.set({ combo: null }); return; }
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    const length = box.options(open ? combo.typed : '').length;
    const active = open && length ? (combo.active + (event.key === 'ArrowDown' ? 1 : length - 1)) % length : 0;
    app.store.set({ combo: { id: box.id, typed: open ? combo.typed : '', active } });
    requestAnimationFrame(() => document.getElementById(`${box.id}-${active}`)?.scrollIntoView({ block: 'nearest' }));
  } else if (event.key === 'Enter' && open) {
    event.preventDefault();
    take(app, box, box.options(combo.typed)[combo.active]);
  }
}

function list(app: App, box: Combobox, options: readonly Option[], active: number): TemplateResult {
  return html`<ul class="options" id="${box.id}-list" role="listbox" aria-label=${box.label}>
    ${options.map((one, n) => html`<li role="option" id="${box.id}-${n}" aria-selected=${n === active ? 'true' : 'false'} aria-disabled=${one.why ? 'true' : nothing}
      data-testid="option" data-value=${one.value} @mousedown=${(event: Event) => event.preventDefault()} @click=${() => take(app, box, one)}>
      <span>${one.label}</span>${one.why ?? one.detail ? html`<small>${one.why ?? one.detail}</small>` : nothing}</li>`)}</ul>`;
}

export function combobox(app: App, box: Combobox): TemplateResult {
  const { combo } = app.store.get();
  const open = combo?.id === box.id;
  const options = open ? box.options(combo.typed) : [];
  const active = open ? Math.min(combo.active, Math.max(0, options.length - 1)) : 0;
  const start = (): void => { if (app.store.get().combo?.id !== box.id) app.store.set({ combo: { id: box.id, typed: '', active: 0 } }); };
  const body: Content = !open ? nothing : options.length ? list(app, box, options, active) : box.nothing ? html`<p class="options empty" role="status">${box.nothing}</p>` : nothing;
  return html`<div class="combo field ${box.invalid ? 'wrong' : ''}"><label for=${box.id}>${box.label}</label>
    <input id=${box.id} type="text" role="combobox" autocomplete="off" spellcheck="false" data-testid=${box.testid} aria-expanded=${open && options.length ? 'true' : 'false'} aria-autocomplete="list"
      aria-controls=${open && options.length ? `${box.id}-list` : nothing} aria-activedescendant=${open && options.length ? `${box.id}-${active}` : nothing} aria-invalid=${box.invalid ? 'true' : nothing}
      placeholder=${box.shown || (box.hint ?? '')} .value=${open ? combo.typed : box.shown}
      @focus=${(event: FocusEvent) => { start(); (event.target as HTMLInputElement).select(); }} @click=${start}
      @input=${(event: Event) => { const typed = (event.target as HTMLInputElement).value; app.store.set({ combo: { id: box.id, typed, active: 0 } }); box.typed?.(typed); }}
      @keydown=${(event: KeyboardEvent) => press(app, box, event)} @blur=${() => { if (app.store.get().combo?.id === box.id) app.store.set({ combo: null }); }}>
    ${body}</div>`;
}
