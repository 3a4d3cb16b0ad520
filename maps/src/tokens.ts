/** The page of personal access tokens: the template has the words, this fills it from the API and sends what is asked. */
import { html, nothing, render, type TemplateResult } from 'lit-html';
import './styles/tokens.css';
import { api } from './api/endpoints';
import { faultFrom } from './api/http';
import type { Token, Tokens } from './api/types';
import { instant } from './format';
import { faultWords } from './panels/words';

const DAY_MS = 86_400_000;
/** What a scope lets do, Vietnamese and English. A scope the server has and this does not know is shown by its name. */
const SCOPES: Readonly<Record<string, readonly [string, string]>> = {
  read: ['Đọc', 'Read'],
  write: ['Ghi mọi loại', 'Write everything'],
  'write:roads': ['Ghi tuyến đường', 'Write roads'],
  'write:km-posts': ['Ghi cột Km', 'Write km posts'],
  'write:sections': ['Ghi đoạn đường', 'Write sections'],
  'write:bridges': ['Ghi cầu', 'Write bridges'],
  'write:culverts': ['Ghi cống', 'Write culverts'],
  'write:waterways': ['Ghi sông, kênh', 'Write waterways'],
  'write:inspections': ['Ghi kiểm tra', 'Write inspections'],
  'write:postings': ['Ghi biển hạn chế', 'Write postings'],
  'write:works': ['Ghi công việc', 'Write works'],
  'write:shared-stretches': ['Ghi đoạn đi chung', 'Write shared stretches'],
};

const at = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const zone = document.querySelector('main')?.dataset.zone;
const when = (iso: string): string => instant(iso, zone);

function both(vietnamese: string, english: string): TemplateResult {
  return html`${vietnamese} <span lang="en">${english}</span>`;
}

function scopeWords(scope: string): TemplateResult {
  const known = SCOPES[scope];
  return known ? both(...known) : html`<code>${scope}</code>`;
}

function stateOf(token: Token): TemplateResult {
  if (token.revoked_at) return html`<b class="ended">${both('Đã thu hồi', 'Revoked')}</b> ${when(token.revoked_at)}`;
  if (Date.parse(token.expires_at) <= Date.now()) return html`<b class="ended">${both('Đã hết hạn', 'Expired')}</b> ${when(token.expires_at)}`;
  return html`${both('Hết hạn', 'Expires')} ${when(token.expires_at)}`;
}

function row(token: Token): TemplateResult {
  const ended = token.revoked_at !== null || Date.parse(token.expires_at) <= Date.now();
  return html`<li class="sheet ${ended ? 'is-ended' : ''}" data-testid="token-row"><h3>${token.name} <code>${token.prefix}…</code></h3>
    <p>${token.scopes.map((scope) => html`<span class="scope-name">${scopeWords(scope)}</span>`)}</p>
    <p class="mute">${both('Tạo', 'Made')} ${when(token.created_at)} · ${stateOf(token)} ·
      ${token.last_used_at ? html`${both('Dùng lần cuối', 'Last used')} ${when(token.last_used_at)}` : both('Chưa dùng', 'Never used')}</p>
    ${ended ? nothing : html`<button type="button" class="act" data-testid="revoke" @click=${() => void revoke(token)}>${both('Thu hồi', 'Revoke')}
      <span class="visually-hidden">${token.name}</span></button>`}</li>`;
}

function show({ tokens, scopes }: Tokens): void {
  render(tokens.length ? html`<ul>${tokens.map(row)}</ul>` : html`<p class="empty">${both('Chưa có mã nào.', 'No tokens yet.')}</p>`, at('tokens'));
  render(scopes.filter((scope) => scope !== 'read').map((scope) => html`<label class="scope">
    <input type="checkbox" name="scope" value=${scope}> ${scopeWords(scope)}</label>`), at('scopes'));
}

/** Do it and show what there is now; what goes wrong is told at the top of the page. */
async function attempt(act: () => Promise<void>): Promise<void> {
  render(nothing, at('fault'));
  try {
    await act();
  } catch (cause) {
    const fault = faultFrom(cause);
    if (fault.code === 'not-signed-in') { await begin(); return; }
    render(html`<div class="failure"><p>${faultWords('vi', fault)}</p><p lang="en">${fault.detail}</p></div>`, at('fault'));
    at('fault').scrollIntoView({ block: 'nearest' });
  }
}

async function begin(): Promise<void> {
  const { user } = await api.session();
  at('sign-in').hidden = user !== null;
  at('signed-in').hidden = user === null;
  at('who').textContent = user ? user.name || user.username : '';
  if (user) show(await api.tokens());
}

const revoke = (token: Token): Promise<void> => attempt(async () => {
  if (!confirm(`Thu hồi mã “${token.name}”? / Revoke token “${token.name}”?`)) return;
  await api.revokeToken(token.id);
  at('made').hidden = true;
  show(await api.tokens());
});

function onSubmit(id: string, act: (sent: FormData, form: HTMLFormElement) => Promise<void>): void {
  const form = at<HTMLFormElement>(id);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(() => act(new FormData(form), form));
  });
}

onSubmit('sign-in', async (sent, form) => {
  await api.signIn(String(sent.get('username')), String(sent.get('password')));
  form.reset();
  await begin();
});

onSubmit('make', async (sent, form) => {
  const expires = new Date(Date.now() + Number(sent.get('days')) * DAY_MS).toISOString();
  const made = await api.makeToken(String(sent.get('name')), sent.getAll('scope').map(String), expires);
  form.reset();
  show(await api.tokens());
  at('token').textContent = made.token;
  at('made').hidden = false;
  at('made').scrollIntoView({ block: 'nearest' });
});

at('copy').addEventListener('click', () => {
  getSelection()?.selectAllChildren(at('token'));
  void navigator.clipboard?.writeText(at('token').textContent ?? '');
});

void attempt(begin);
