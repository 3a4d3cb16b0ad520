/** Counts the seconds while the page waits for the server, so that a long question is seen to be alive. */
import { isRunning, type App } from './app';

export function countSeconds({ store }: App): void {
  let timer = 0;
  store.subscribe((now) => {
    const waits = isRunning(now) || now.saving !== null;
    if (waits === Boolean(timer)) return;
    if (waits) {
      const since = performance.now();
      timer = window.setInterval(() => store.set({ seconds: Math.floor((performance.now() - since) / 1000) }), 1000);
    } else {
      clearInterval(timer);
      timer = 0;
      store.set({ seconds: 0 });
    }
  });
}
