/** html[data-tiles] = 'ready' when every visible tile of every layer is drawn, 'loading' before, 'failed' when one is missing. */
import type { CanvasTiles } from './canvasTiles';

export function watchReadiness(layers: readonly CanvasTiles[], changed: (failed: boolean) => void): void {
  const busy = new Set<CanvasTiles>(layers);
  const tell = (): void => {
    const failed = layers.some((layer) => layer.failed);
    document.documentElement.dataset.tiles = busy.size ? 'loading' : failed ? 'failed' : 'ready';
    if (!busy.size) changed(failed);
  };
  for (const layer of layers) {
    layer.on('loading refreshing', () => { busy.add(layer); tell(); });
    layer.on('load refreshed', () => { busy.delete(layer); tell(); });
  }
  tell();
}
