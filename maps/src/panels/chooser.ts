/** A small sheet under its button: closes when the focus leaves it, and on Escape. */
import { html, type TemplateResult } from 'lit-html';

export interface Chooser { readonly testid: string; readonly label: string; readonly kind: 'button' | 'text'; readonly body: TemplateResult }

const sheetOf = (event: Event): HTMLDetailsElement => event.currentTarget as HTMLDetailsElement;

function left(event: FocusEvent): void {
  if (!sheetOf(event).contains(event.relatedTarget as Node | null)) sheetOf(event).open = false;
}

function pressed(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || !sheetOf(event).open) return;
  event.stopPropagation();
  sheetOf(event).open = false;
  sheetOf(event).querySelector('summary')?.focus();
}

export function chooser({ testid, label, kind, body }: Chooser): TemplateResult {
  return html`<details class="chooser" data-testid=${testid} @focusout=${left} @keydown=${pressed}><summary class=${kind === 'button' ? 'act' : 'text'}>${label}</summary><div class="card" tabindex="-1">${body}</div></details>`;
}
