/**
 * Vector tiles drawn on canvas: an L.GridLayer of 512 px tiles, each one zoom level up (z-1), as sharp as the screen.
 * Restyles without asking the server; refreshes without flicker (the old picture stays until the new one is there).
 */
import L from 'leaflet';
import { api } from '../api/endpoints';
import { isCancelled } from '../api/http';
import { decodeTile, EMPTY_TILE, TILE, type TileData } from './tileData';

export interface TileSpot { readonly x: number; readonly y: number; readonly z: number }
/** Where tiles come from: the version of them all, and one of them at it; `read` is called only when its tag says that it changed. */
export interface TileSource {
  version(): Promise<string>;
  tile(spot: TileSpot, version: string, cancel: AbortSignal): Promise<{ readonly etag: string; read(): TileData }>;
}

/** Layers of the server: 512 px tiles, so one zoom level up. */
const served = (layers: readonly string[]): TileSource => ({
  version: () => api.tileVersion(layers),
  tile: async ({ x, y, z }, version, cancel) => {
    const { data, etag } = await api.tile(layers, version, z - 1, x, y, cancel);
    return { etag, read: () => decodeTile(data) };
  },
});
export type Paint = (context: CanvasRenderingContext2D, data: TileData, spot: TileSpot) => void;

interface Drawn {
  readonly canvas: HTMLCanvasElement;
  readonly coords: L.Coords;
  data: TileData;
  etag: string;
  failed: boolean;
  cancel: AbortController | null;
}

export class CanvasTiles extends L.GridLayer {
  // `declare`: Leaflet's initialize runs before class fields would be set
  declare private drawn: Map<string, Drawn>;
  declare private source: TileSource;
  declare private paint: Paint;
  /** The version tiles are asked at; asked again after a failure. */
  declare private version: Promise<string> | null;

  constructor(source: readonly string[] | TileSource, paint: Paint, options: L.GridLayerOptions = {}) {
    super({ tileSize: TILE, noWrap: true, updateWhenZooming: false, updateWhenIdle: false, keepBuffer: 1, ...options });
    this.drawn = new Map();
    this.source = 'version' in source ? source : served(source);
    this.paint = paint;
    this.version = null;
    this.on('tileunload', (event) => {
      const key = this.keyOf((event as L.TileEvent).coords);
      this.drawn.get(key)?.cancel?.abort();
      this.drawn.delete(key);
    });
  }

  override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    const drawn: Drawn = { canvas, coords, data: EMPTY_TILE, etag: '', failed: false, cancel: null };
    this.drawn.set(this.keyOf(coords), drawn);
    void this.load(drawn).then((error) => done(error, canvas));
    return canvas;
  }

  /** Paint again from what is in memory: a filter, a selection, another style. */
  restyle(): void {
    for (const drawn of this.drawn.values()) this.draw(drawn);
  }

  /** Ask for every tile again, at the version of now; only those that changed are repainted. */
  refresh(): void {
    this.fire('refreshing');
    this.version = null;
    void Promise.all([...this.drawn.values()].map((drawn) => this.load(drawn))).then(() => { this.fire('refreshed'); });
  }

  /** Empty every tile at once, in memory, on the screen and on its way, and ask for what may be seen now. */
  forget(): void {
    for (const drawn of this.drawn.values()) {
      drawn.cancel?.abort();
      Object.assign(drawn, { data: EMPTY_TILE, etag: '' });
      this.draw(drawn);
    }
    this.refresh();
  }

  get failed(): boolean {
    return [...this.drawn.values()].some((drawn) => drawn.failed);
  }

  /** Tiles in memory at the zoom shown, with the pixel of their corner in the map's world at that zoom. */
  *visible(zoom: number): Generator<{ readonly data: TileData; readonly corner: L.Point; readonly key: string }> {
    for (const [key, { coords, data }] of this.drawn) {
      if (coords.z === zoom) yield { data, key, corner: L.point(coords.x * TILE, coords.y * TILE) };
    }
  }

  /** The tile under a place of the world at a zoom, and the place inside it. */
  at(world: L.Point, zoom: number): { readonly data: TileData; readonly x: number; readonly y: number } | null {
    const [x, y] = [Math.floor(world.x / TILE), Math.floor(world.y / TILE)];
    const drawn = this.drawn.get(`${x}:${y}:${zoom}`);
    return drawn ? { data: drawn.data, x: world.x - x * TILE, y: world.y - y * TILE } : null;
  }

  /** Refresh if anything in the layers was changed meanwhile, here or elsewhere. A server out of reach leaves all as it is. */
  async refreshIfOld(): Promise<void> {
    const before = await this.version?.catch(() => null);
    const now = await this.source.version().catch(() => before);
    if (now !== before) this.refresh();
  }

  private currentVersion(): Promise<string> {
    if (!this.version) {
      const asked = this.source.version();
      this.version = asked;
      asked.catch(() => { if (this.version === asked) this.version = null; });
    }
    return this.version;
  }

  private keyOf({ x, y, z }: TileSpot): string {
    return `${x}:${y}:${z}`;
  }

  /** Returns the error for Leaflet, or undefined; a cancelled request is no error. */
  private async load(drawn: Drawn): Promise<Error | undefined> {
    drawn.cancel?.abort();
    const cancel = new AbortController();
    drawn.cancel = cancel;
    try {
      const version = await this.currentVersion();
      const { etag, read } = await this.source.tile(drawn.coords, version, cancel.signal);
      drawn.failed = false;
      if (etag && etag === drawn.etag) return undefined;
      drawn.data = read();
      drawn.etag = etag;
      this.draw(drawn);
      return undefined;
    } catch (cause) {
      if (isCancelled(cause)) return undefined;
      drawn.failed = true;
      return cause instanceof Error ? cause : new Error(String(cause));
    }
  }

  private draw({ canvas, data, coords }: Drawn): void {
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    canvas.width = TILE * ratio;
    canvas.height = TILE * ratio;
    const context = canvas.getContext('2d');
    if (!context) return;
    context.scale(ratio, ratio);
    context.lineJoin = 'round';
    this.paint(context, data, coords);
  }
}
