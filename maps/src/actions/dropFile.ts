/** A file dropped on the form: its geometry is used; of several the reader chooses. GPX, KML and GeoJSON are read in the browser; the others by the server, which keeps nothing. */
import { isPoint, type Shape } from '../drawing';
import { shapesOf } from '../fileShapes';
import { ApiFault } from '../api/http';
import { always, sessionEnded, type Act, type App } from './app';
import { reshape } from './draw';
import { boxOf } from './select';

const LIMIT_MB = 20;

const BY_SERVER = /\.(zip|gpkg|tab|mif|dxf|fgb|kmz|gml)$/i;

async function read(app: App, file: File): Promise<readonly Shape[]> {
  if (BY_SERVER.test(file.name)) return shapesOf(await app.api.shapes(file));
  const ending = file.name.toLowerCase().split('.').at(-1);
  const text = await file.text();
  if (ending === 'geojson' || ending === 'json') return shapesOf(JSON.parse(text));
  const parsed = new DOMParser().parseFromString(text, 'text/xml');
  if (parsed.querySelector('parsererror')) throw new SyntaxError('not XML');
  const { gpx, kml } = await import('@tmcw/togeojson'); // fetched when the first such file comes
  return shapesOf(ending === 'gpx' ? gpx(parsed) : kml(parsed));
}

export const dropFile: Act<[file: File]> = {
  available: always,
  async run(app, file) {
    const told = (code: string, facts: object = {}): void => {
      const { drawing } = app.store.get();
      if (drawing) app.store.set({ drawing: { ...drawing, offered: null, fault: { status: 422, code, detail: '', field: null, facts: { file: file.name, ...facts } } } });
    };
    if (!/\.(gpx|kml|geojson|json)$/i.test(file.name) && !BY_SERVER.test(file.name)) { told('file-kind'); return; }
    if (file.size > LIMIT_MB * 1e6) { told('file-too-large', { limit: LIMIT_MB }); return; }
    let found: readonly Shape[];
    try {
      found = await read(app, file);
    } catch (cause) {
      if (cause instanceof SyntaxError) { told('file-unreadable'); return; }
      if (!(cause instanceof ApiFault)) throw cause;
      if (!sessionEnded(app, cause.fault)) { told('file-refused', { cure: cause.fault.facts.cure ?? cause.fault.detail }); }
      return;
    }
    const { drawing } = app.store.get();
    if (!drawing) return;
    const fitting = found.filter(({ line }) => (isPoint(drawing.collection) ? line.length === 1 : line.length > 1));
    if (!fitting.length) { told('file-without-shape', { n: found.length }); return; }
    if (fitting.length === 1) useShape.run(app, fitting[0]!);
    else app.store.set({ drawing: { ...drawing, fault: null, offered: { file: file.name, shapes: fitting } } });
  },
};

export const useShape: Act<[shape: Shape]> = {
  available: always,
  run(app, { line }) {
    reshape.run(app, line);
    const box = boxOf(line);
    if (box) app.store.set({ goal: line.length > 1 ? { bbox: box } : { view: { lon: box[0], lat: box[1], zoom: 16 } } });
  },
};
