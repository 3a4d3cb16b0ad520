/**
 * The address holds the whole view: #zoom/lat/lon?lang=vi&layers=…&show=bridges.condition:XAU~TB&unit=…&at=bridges/B-000012
 * Pure: text to Link and back. What is at its default is not written, except the language.
 */
import type { CollectionId } from './api/types';
import { FILTERED, NO_FILTERS, type FilterKey, type Filters } from './filters';
import { DEFAULT_LINK, LAYERS, PANELS, TABS, type LayerName, type Link, type Selection, type View } from './state';

const COLLECTIONS: readonly CollectionId[] = ['roads', 'sections', 'bridges', 'culverts', 'km-posts', 'waterways', 'communes'];
const KEYS: readonly FilterKey[] = ['condition', 'road_class'];

function writeFilters(filters: Filters): string {
  return FILTERED.flatMap((name) => KEYS
    .filter((key) => filters[name][key].length)
    .map((key) => `${name}.${key}:${filters[name][key].join('~')}`)).join(';');
}

function readFilters(text: string): Filters {
  return text.split(';').reduce<Filters>((filters, part) => {
    const found = /^([a-z-]+)\.([a-z_]+):([A-Z_~0-9]+)$/.exec(part);
    const name = FILTERED.find((one) => one === found?.[1]);
    const key = KEYS.find((one) => one === found?.[2]);
    if (!found || !name || !key) return filters;
    return { ...filters, [name]: { ...filters[name], [key]: found[3]!.split('~').filter(Boolean) } };
  }, NO_FILTERS);
}

function readView(text: string): View | null {
  const [zoom, lat, lon] = text.split('/').map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined || ![zoom, lat, lon].every(Number.isFinite)) return null;
  return zoom >= 0 && zoom <= 20 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? { zoom, lat, lon } : null;
}

function readSelection(text: string): Selection | null {
  const cut = text.indexOf('/');
  const collection = COLLECTIONS.find((one) => one === text.slice(0, cut));
  const id = text.slice(cut + 1);
  return collection && id ? { collection, id } : null;
}

export function writeLink(link: Link): string {
  const view = link.view ? `${link.view.zoom}/${link.view.lat.toFixed(5)}/${link.view.lon.toFixed(5)}` : '';
  const query = new URLSearchParams({ lang: link.lang });
  const put = (key: string, value: string, usual = ''): void => { if (value !== usual) query.set(key, value); };
  put('layers', LAYERS.filter((name) => link.layers.includes(name)).join(','), LAYERS.filter((name) => DEFAULT_LINK.layers.includes(name)).join(','));
  put('show', writeFilters(link.filters));
  put('unit', link.unit);
  put('at', link.selection ? `${link.selection.collection}/${link.selection.id}` : '');
  put('tab', link.tab, DEFAULT_LINK.tab);
  put('panel', link.panel, DEFAULT_LINK.panel);
  put('list', link.listOf, DEFAULT_LINK.listOf);
  // "," "/" ":" ";" "~" are harmless in a fragment and easier on the eye unescaped
  return `#${view}?${query.toString().replace(/%2C/g, ',').replace(/%2F/g, '/').replace(/%3A/g, ':').replace(/%3B/g, ';').replace(/%7E/g, '~')}`;
}

/** What is missing or not understood takes its default; a broken link never breaks the page. */
export function readLink(hash: string, fallback: Link = DEFAULT_LINK): Link {
  const [view = '', rest = ''] = hash.replace(/^#/, '').split('?', 2);
  const query = new URLSearchParams(rest);
  const lang = query.get('lang');
  const layers = query.get('layers');
  const unit = query.get('unit') ?? '';
  return {
    lang: lang === 'vi' || lang === 'en' ? lang : fallback.lang,
    view: readView(view),
    layers: layers === null ? DEFAULT_LINK.layers : layers.split(',').filter((one): one is LayerName => LAYERS.includes(one as LayerName)),
    filters: readFilters(query.get('show') ?? ''),
    unit: /^[\w@-]*$/.test(unit) ? unit : '',
    selection: readSelection(query.get('at') ?? ''),
    tab: TABS.find((one) => one === query.get('tab')) ?? DEFAULT_LINK.tab,
    panel: PANELS.find((one) => one === query.get('panel')) ?? DEFAULT_LINK.panel,
    listOf: COLLECTIONS.find((one) => one === query.get('list')) ?? DEFAULT_LINK.listOf,
  };
}

/** Moving the map about replaces the entry in the browser's history; everything else makes a new one. */
export function isNewStep(now: Link, before: Link): boolean {
  return writeLink({ ...now, view: null }) !== writeLink({ ...before, view: null });
}
