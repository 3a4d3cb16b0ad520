/** Words in both languages: Vietnamese first, English beside it. */
import { html, type TemplateResult } from 'lit-html';
import type { Both } from '../run';

export function both([vietnamese, english]: Both): TemplateResult {
  return html`${vietnamese} <span lang="en">${english}</span>`;
}
