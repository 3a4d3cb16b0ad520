/** What is doubtful in view: look, go there, apply a plain cure, or let it stand with a reason. */
import { acceptFinding, findingsIn, moreFindings } from '../api/checking';
import { faultFrom, isCancelled } from '../api/http';
import { keyOf, NOT_JUDGING, type Finding, type Judging } from '../findings';
import type { State } from '../state';
import { translate } from '../strings';
import { always, sessionEnded, type Act, type App } from './app';

let current: AbortController | null = null;

const box = (state: State): string => state.bbox?.map((one) => one.toFixed(6)).join(',') ?? '';

export const loadWorklist: Act = {
  available: always,
  async run({ store }) {
    current?.abort();
    const state = store.get();
    if (state.panel !== 'checks' || !state.bbox || !state.session?.user) return;
    const cancel = new AbortController();
    current = cancel;
    store.set({ worklist: { status: 'loading', ...(state.worklist.data ? { data: state.worklist.data } : {}) } });
    try {
      store.set({ worklist: { status: 'ready', data: await findingsIn(box(state), state.judging.severity, cancel.signal) } });
    } catch (cause) {
      if (!isCancelled(cause)) store.set({ worklist: { status: 'failed', fault: faultFrom(cause) } });
    }
  },
};

export const loadMoreFindings: Act = {
  available: ({ worklist }) => (worklist.data?.next ? null : 'why.no_more'),
  async run({ store }) {
    const { worklist } = store.get();
    if (worklist.status !== 'ready' || !worklist.data.next) return;
    const { findings, asked, next } = worklist.data;
    store.set({ worklist: { status: 'loading', data: worklist.data } });
    try {
      const more = await moreFindings(next);
      store.set({ worklist: { status: 'ready', data: { findings: [...findings, ...more.findings], asked: asked + more.asked, next: more.next } } });
    } catch (cause) {
      store.set({ worklist: { status: 'failed', fault: faultFrom(cause), data: worklist.data } });
    }
  },
};

export const judge: Act<[part: Partial<Judging>]> = {
  available: always,
  run(app, part) {
    const { judging } = app.store.get();
    app.store.set({ judging: { ...judging, fault: null, ...part } });
    if ('severity' in part) void loadWorklist.run(app);
  },
};

export const letStand: Act<[finding: Finding]> = {
  available: ({ judging }) => (judging.busy ? 'why.loading' : judging.reason.trim() ? null : 'why.no_reason'),
  async run(app, finding) {
    const { judging, worklist, lang } = app.store.get();
    await asked(app, async () => {
      await acceptFinding(finding, judging.reason.trim());
      const data = worklist.data && { ...worklist.data, findings: worklist.data.findings.filter((one) => keyOf(one) !== keyOf(finding)) };
      app.store.set({
        judging: { ...NOT_JUDGING, severity: judging.severity }, toast: { text: translate(lang, 'checks.accepted'), tone: 'good' },
        ...(data ? { worklist: { status: 'ready', data } } : {}),
      });
    });
  },
};

/** Save the plain answer of a finding; the asset as it is now is read first, so that nobody's work is overwritten. */
export const saveCure: Act<[finding: Finding]> = {
  available: ({ judging }) => (judging.busy ? 'why.loading' : null),
  async run(app, finding) {
    const { fix, collection, id, code } = finding;
    if (!fix) return;
    const { lang } = app.store.get();
    await asked(app, async () => {
      const { etag } = await app.api.item(collection, id);
      await app.api.change(collection, id, etag, fix as Parameters<typeof app.api.change>[3], { reason: code, meaning: 'correction' });
      const { revisions, judging } = app.store.get();
      app.store.set({
        revisions: { ...revisions, [collection]: (revisions[collection] ?? 0) + 1 }, judging: { ...judging, busy: false },
        toast: { text: translate(lang, 'checks.cured', { id }), tone: 'good' },
      });
    });
  },
};

async function asked(app: App, ask: () => Promise<void>): Promise<void> {
  app.store.set({ judging: { ...app.store.get().judging, busy: true, fault: null } });
  try {
    await ask();
  } catch (cause) {
    const fault = faultFrom(cause);
    app.store.set({ judging: { ...app.store.get().judging, busy: false, fault: sessionEnded(app, fault) ? null : fault } });
  }
}
