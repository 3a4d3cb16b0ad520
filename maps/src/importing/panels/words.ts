/** Words in both languages: Vietnamese first, English beside it. */
import { html, type TemplateResult } from 'lit-html';

export function both([vietnamese, english]: readonly [string, string]): TemplateResult {
  return html`${vietnamese} <span lang="en">${english}</span>`;
}
