/** Changing the network: choose an operation, say what, see everything it does, decide, commit. Nothing is written before that. */
import { faultFrom } from '../api/http';
import type { Fault } from '../api/types';
import { bodyOf, missingOf, type Affected, type Effect, type LonLat, type Network, type Operation, type TypedPost } from '../network';
import { meant, type Meaning } from '../meaning';
import { AT_REST, type State } from '../state';
import { translate, type StringKey } from '../strings';
import { always, mayNotEdit, mayNotSave, sessionEnded, type Act, type App } from './app';
import { dropDrawing } from './keptDrawing';
import { noDay } from './meaning';
import { leaving } from './leave';
import { loadAsset } from './loadAsset';
import { forgetSummaries, loadSummary } from './loadSummary';
import { boxOf } from './select';

/** The layers that an operation may change. */
export const TOUCHED = ['roads', 'sections', 'bridges', 'culverts', 'km-posts'] as const;

export const startNetwork: Act = {
  available: (state) => mayNotEdit(state, state.selection, ['roads']),
  run({ store }) {
    const { asset } = store.get();
    if (asset.status !== 'ready') return;
    store.set({
      ...AT_REST,
      network: {
        road: asset.data.id, etag: asset.data.etag, operation: null, typed: {}, line: [], pieces: [], piece: 0, posts: [], standing: [], behaviours: {}, effect: null, shownAsset: null,
        comment: '', busy: 'no', fault: null,
      },
      tab: 'overview', sheet: 'card',
    });
  },
};

/** A change of what is asked: what was shown is not of it any more. */
function ask(app: App, changes: Partial<Network>): void {
  const { network } = app.store.get();
  if (network && network.busy === 'no') app.store.set({ network: { ...network, effect: null, fault: null, shownAsset: null, ...changes } });
}

export const chooseOperation: Act<[operation: Operation | null]> = {
  available: always,
  run(app, operation) {
    ask(app, { operation, typed: {}, line: [], pieces: [], piece: 0, posts: [], behaviours: {} });
    if (operation === 'recalibrate') void knowPosts(app);
  },
};

/** The posts that stand along the road: a kilometre typed is then known to be moved, not made. */
async function knowPosts(app: App): Promise<void> {
  const { network } = app.store.get();
  if (!network) return;
  try {
    const { features } = await app.api.items('km-posts', { road: network.road, limit: 10_000, properties: 'km' });
    settled(app, { standing: features.map((one) => ({ id: String(one.id), km: Number(one.properties.km) })) });
  } catch (cause) {
    settled(app, { fault: faultFrom(cause) });
  }
}

export const typeNetwork: Act<[name: string, text: string]> = {
  available: always,
  run(app, name, text) {
    const { network } = app.store.get();
    if (network) ask(app, { typed: { ...network.typed, [name]: text } });
  },
};

export const drawNetworkLine: Act<[line: readonly LonLat[]]> = {
  available: always,
  run(app, line) { ask(app, { line }); },
};

export const setPosts: Act<[posts: readonly TypedPost[]]> = {
  available: always,
  run(app, posts) { ask(app, { posts }); },
};

/** The map was tapped: the next vertex of the line, or the place of the post last added. */
export const tapNetwork: Act<[at: LonLat]> = {
  available: always,
  run(app, at) {
    const { network } = app.store.get();
    if (!network?.operation) return;
    if (network.operation === 'extend' || network.operation === 'realign') ask(app, { line: [...network.line, at] });
    const last = network.posts.at(-1);
    if (network.operation === 'recalibrate' && last) ask(app, { posts: [...network.posts.slice(0, -1), { ...last, at }] });
  },
};

/** What shall become of one thing, or of a collection; '' leaves it to the default. */
export const behave: Act<[name: string, behaviour: string]> = {
  available: always,
  run(app, name, behaviour) {
    const { network } = app.store.get();
    if (!network) return;
    const { [name]: _before, ...others } = network.behaviours;
    ask(app, { behaviours: behaviour ? { ...others, [name]: behaviour } : others });
    void showEffect.run(app);
  },
};

export const sayNetwork: Act<[comment: string]> = {
  available: always,
  run({ store }, comment) {
    const { network } = store.get();
    if (network) store.set({ network: { ...network, comment } });
  },
};

export function notShowable(state: State): StringKey | null {
  const { network } = state;
  if (!network?.operation) return 'network.why.choose';
  if (network.busy !== 'no') return 'why.loading';
  return missingOf(network).length ? 'network.why.missing' : null;
}

/** The whole effect, nothing written. */
export const showEffect: Act = {
  available: notShowable,
  async run(app) {
    const { network } = app.store.get();
    if (!network?.operation || notShowable(app.store.get())) return;
    app.store.set({ network: { ...network, busy: 'showing', fault: null } });
    try {
      const { data } = await app.api.operate(network.road, network.operation, bodyOf(network), { dryRun: true });
      settled(app, { effect: data });
      lookAt(app, data);
    } catch (cause) {
      notOperated(app, faultFrom(cause));
    }
  },
};

/** Why what was shown cannot be taken as it is; null when it can. */
export function notDecided({ network }: State): StringKey | null {
  if (!network?.effect) return 'network.why.show_first';
  if (network.busy !== 'no') return 'why.loading';
  return network.effect.undecided ? 'network.why.undecided' : null;
}

export const notCommittable = (state: State): StringKey | null => notDecided(state) ?? mayNotSave(state);

/** Exactly what was shown, as one change set: the world changed (on a day), or the record was wrong. */
export const commitNetwork: Act<[meaning: Meaning]> = {
  available: notCommittable,
  async run(app, meaning) {
    const { network } = app.store.get();
    if (!network?.operation || !network.effect || (notCommittable(app.store.get()) ?? noDay(meaning, app.store.get()))) return;
    app.store.set({ network: { ...network, busy: 'committing', fault: null } });
    const body = { ...bodyOf(network), token: network.effect.token, ...(network.comment ? { comment: network.comment } : {}) };
    try {
      await app.api.operate(network.road, network.operation, body, { ifMatch: network.etag, ...meant(meaning, app.store.get().happenedOn) });
      committed(app, network.operation, network.effect);
    } catch (cause) {
      notOperated(app, faultFrom(cause));
    }
  },
};

function committed(app: App, operation: Operation, effect: Effect): void {
  const { lang, network, revisions } = app.store.get();
  forgetSummaries();
  if (network && operation === 'realign') dropDrawing('roads', network.road);
  app.store.set({
    ...AT_REST, history: { status: 'idle' },
    revisions: { ...revisions, ...Object.fromEntries(TOUCHED.map((name) => [name, (revisions[name] ?? 0) + 1])) },
    toast: { text: translate(lang, 'network.done', { what: translate(lang, `network.${operation}`), n: effect.assets.length }), tone: 'good' },
  });
  void loadAsset.run(app);
  void loadSummary.run(app);
}

function settled(app: App, changes: Partial<Network>): void {
  const { network } = app.store.get();
  if (network) app.store.set({ network: { ...network, busy: 'no', ...changes } });
}

/** Somebody was faster: what was shown is void, and the road is read anew so that it can be shown again. */
export function notOperated(app: App, fault: Fault): void {
  if (sessionEnded(app, fault)) { settled(app, {}); return; }
  settled(app, fault.status === 412 ? { fault, effect: null } : { fault });
  if (fault.status === 412) void readAnew(app);
}

async function readAnew(app: App): Promise<void> {
  await loadAsset.run(app);
  const { asset, network } = app.store.get();
  if (network && asset.status === 'ready' && asset.data.id === network.road) app.store.set({ network: { ...network, etag: asset.data.etag } });
}

function lookAt(app: App, effect: Effect): void {
  const moved = effect.assets.filter((one) => one.decision || (one.moved_m ?? 0) > 0);
  const shapes = (moved.length ? moved : effect.assets).flatMap((one) => [one.before?.geometry, one.after?.geometry]).filter((one) => one && 'coordinates' in one);
  const box = boxOf(shapes.map((one) => (one as { coordinates: unknown }).coordinates));
  if (box) app.store.set({ goal: { bbox: box } });
}

/** One thing of the list, on the map. */
export const lookAtAsset: Act<[one: Affected, name: string]> = {
  available: always,
  run({ store }, one, name) {
    const { network } = store.get();
    const box = boxOf([one.before?.geometry, one.after?.geometry].filter((shape) => shape && 'coordinates' in shape).map((shape) => (shape as { coordinates: unknown }).coordinates));
    store.set({ network: network && { ...network, shownAsset: name }, ...(box ? { goal: { bbox: box } } : {}) });
  },
};

export const cancelNetwork: Act = {
  available: always,
  run(app) { leaving(app, () => app.store.set({ network: null })); },
};
