/** A road drawn anew goes to the network operation "realign": it shows which assets move and by how much before anything is written. */
import { isDrawn, lineOf, piecesNow } from '../drawing';
import type { State } from '../state';
import type { StringKey } from '../strings';
import { type Act } from './app';
import { showEffect, startNetwork } from './network';

export function notShown({ drawing }: State): StringKey | null {
  if (!drawing?.id || !isDrawn(drawing)) return 'why.no_change';
  return lineOf(drawing).length > 1 ? null : 'draw.why.short';
}

/** The drawing is kept in the browser until the operation is committed, so going back loses nothing. */
export const realignDrawn: Act = {
  available: notShown,
  async run(app) {
    const { drawing } = app.store.get();
    if (!drawing || notShown(app.store.get())) return;
    startNetwork.run(app);
    const { network } = app.store.get();
    if (!network) return;
    app.store.set({ drawing: null, network: { ...network, etag: drawing.etag, operation: 'realign', line: lineOf(drawing), pieces: piecesNow(drawing), piece: drawing.piece } });
    await showEffect.run(app);
  },
};
