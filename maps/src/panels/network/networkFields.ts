/** The fields of an operation: places along the road, names, dates, a line tapped on the map or typed vertex by vertex, posts. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../../actions/app';
import { drawNetworkLine, setPosts, typeNetwork } from '../../actions/network';
import { readVertices, writeVertices, type Network, type NetworkField, type TypedPost } from '../../network';
import type { State } from '../../state';
import type { StringKey } from '../../strings';
import { actButton } from '../pieces';
import { speaker } from '../words';

const PLACEHOLDERS: Readonly<Record<string, string>> = { place: 'Km12+350', start: 'Km0+000' };

export function networkField(state: State, app: App, network: Network, field: NetworkField): TemplateResult {
  if (field.kind === 'line') return lineField(state, app, network);
  if (field.kind === 'posts') return postsField(state, app, network);
  const t = speaker(state.lang);
  const id = `network-field-${field.name.replace('.', '-')}`;
  const wrong = network.fault?.field === field.name;
  const label = html`<label for=${id}>${t(`network.field.${field.name}` as StringKey)}${field.required ? html` <small>(${t('network.required')})</small>` : nothing}</label>`;
  const text = network.typed[field.name] ?? '';
  const typed = (event: Event): void => { void typeNetwork.run(app, field.name, (event.target as HTMLInputElement).value); };
  if (field.kind === 'yes') {
    return html`<label class="tick"><input id=${id} data-testid=${id} type="checkbox" .checked=${text === 'yes'} @change=${(event: Event) => typeNetwork.run(app, field.name, (event.target as HTMLInputElement).checked ? 'yes' : '')}> ${t(`network.field.${field.name}` as StringKey)}</label>`;
  }
  if (field.kind === 'end') {
    return html`<div class="field">${label}<select id=${id} data-testid=${id} @change=${typed}>
      ${(['end', 'start'] as const).map((end) => html`<option value=${end} ?selected=${(text || 'end') === end}>${t(`network.end.${end}`)}</option>`)}</select></div>`;
  }
  return html`<div class="field ${wrong ? 'wrong' : ''}">${label}<input id=${id} data-testid=${id} type=${field.kind === 'date' ? 'date' : 'text'} autocomplete="off" placeholder=${PLACEHOLDERS[field.kind] ?? nothing}
    aria-invalid=${wrong ? 'true' : 'false'} .value=${text} @input=${typed}></div>`;
}

/** Tapping the map adds a vertex; the list of vertices is the keyboard's way, and takes what is pasted. */
function lineField(state: State, app: App, network: Network): TemplateResult {
  const t = speaker(state.lang);
  const typed = (event: Event): void => {
    const box = event.target as HTMLTextAreaElement;
    const line = readVertices(box.value);
    box.setCustomValidity(line ? '' : t('network.line_unreadable'));
    box.setAttribute('aria-invalid', line ? 'false' : 'true');
    if (line) void drawNetworkLine.run(app, line);
  };
  return html`<div class="field"><label for="network-line">${t('network.field.geometry')} <small>(${t('network.required')})</small></label>
    <p class="about">${t('network.line_hint', { n: network.line.length })}</p>
    <textarea id="network-line" data-testid="network-line" rows="4" spellcheck="false" placeholder="9.2852000, 105.7240000" .value=${writeVertices(network.line)} @change=${typed}></textarea>
    <div class="row">${actButton({ label: t('network.line_back'), testid: 'network-line-back', why: network.line.length ? null : t('why.no_change'), press: () => drawNetworkLine.run(app, network.line.slice(0, -1)) })}
    ${actButton({ label: t('network.line_clear'), testid: 'network-line-clear', why: network.line.length ? null : t('why.no_change'), press: () => drawNetworkLine.run(app, []) })}</div></div>`;
}

function postsField(state: State, app: App, network: Network): TemplateResult {
  const t = speaker(state.lang);
  const put = (at: number, post: TypedPost | null): void => { void setPosts.run(app, network.posts.flatMap((one, n) => (n === at ? (post ? [post] : []) : [one]))); };
  return html`<fieldset class="posts"><legend>${t('network.field.posts')}</legend><p class="about">${t('network.posts_hint')}</p>
    ${network.posts.map((post, n) => html`<div class="post">
      <div class="field"><label for="post-km-${n}">Km</label><input id="post-km-${n}" data-testid="post-km" type="text" inputmode="numeric" .value=${post.km} @input=${(event: Event) => put(n, { ...post, km: (event.target as HTMLInputElement).value.trim() })}></div>
      <div class="field"><label for="post-at-${n}">${t('network.post_at')}</label><input id="post-at-${n}" data-testid="post-at" type="text" autocomplete="off" placeholder="9.2852, 105.7240" .value=${post.at ? writeVertices([post.at]) : ''}
        @change=${(event: Event) => { const read = readVertices((event.target as HTMLInputElement).value); if (read) put(n, { ...post, at: read[0] ?? null }); }}></div>
      <button type="button" class="bare" aria-label=${t('network.post_remove', { km: post.km })} title=${t('network.post_remove', { km: post.km })} @click=${() => put(n, null)}>×</button></div>`)}
    ${actButton({ label: t('network.post_add'), testid: 'network-post-add', press: () => setPosts.run(app, [...network.posts, { km: '', at: null }]) })}</fieldset>`;
}
