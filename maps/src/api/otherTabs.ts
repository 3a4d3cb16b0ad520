/** One browser, one session: what a tab does to it the others hear, and a tab come back to asks again who is reading. */
const CHANNEL = 'cauduong.session';

export function tellOtherTabs(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('changed');
  channel.close();
}

/** Calls `look` when the reader may be another one: told by another tab, the window in front again, the page out of the back/forward cache. */
export function whenReaderMayDiffer(look: () => void): void {
  new BroadcastChannel(CHANNEL).addEventListener('message', look);
  window.addEventListener('focus', look);
  window.addEventListener('pageshow', (event) => { if (event.persisted) look(); });
}
