/** One browser, one session: what a tab does to it the others hear, and a tab come back to asks again who is reading. */
let opened: BroadcastChannel | null = null;
/** One for the page: a channel does not hear itself. */
const channel = (): BroadcastChannel => (opened ??= new BroadcastChannel('cauduong.session'));

export function tellOtherTabs(): void {
  channel().postMessage('changed');
}

/** Calls `look` when the reader may be another one: told by another tab, the window in front again, the page out of the back/forward cache. */
export function whenReaderMayDiffer(look: () => void): void {
  channel().addEventListener('message', look);
  window.addEventListener('focus', look);
  window.addEventListener('pageshow', (event) => { if (event.persisted) look(); });
}
