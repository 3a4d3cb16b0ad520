/**
 * The whole page in its address: #lang=vi&of=bridges&if=all(condition.in(XAU))&unit=31825&road=QL.1&from=Km2170&at=30/06/2025&by=condition…
 * Pure. What is at its default is not written, except the language and the collection; what is not understood is told, never guessed.
 */
import type { Lang } from '../format';
import {
  ALONG, COLLECTIONS, EVERYTHING, figuresOf, NO_QUESTION, NO_STRETCH, PROVINCE, usualLooks, type Figure, type Looks, type Overlap, type Place, type Point, type Question, type View,
} from './query';
import { readConditions, writeConditions } from './notation';

export interface Link {
  readonly lang: Lang;
  /** Null: the page has just been opened, nothing is asked yet. */
  readonly question: Question | null;
  readonly looks: Looks;
  /** The id of the row chosen; ''. */
  readonly chosen: string;
  /** Null: the map shows the whole answer. */
  readonly view: View | null;
  /** Parts of the address that could not be read. */
  readonly lost: readonly string[];
}

function placeWords(place: Place): [name: string, value: string] {
  if (place.kind === 'area') return ['area', place.points.map((point) => point.join(' ')).join(',')];
  if (place.kind === 'unit') return ['unit', `${place.code} ${place.name}`.trim()];
  if (place.kind === 'near') return ['near', [place.road || (place.at?.join(' ') ?? ''), place.metres.replace(',', '.'), place.name].join(',')];
  return ['', ''];
}

/** The fragment of an address; it always begins with "#". */
export function writeLink({ lang, question, looks, chosen, view }: Omit<Link, 'lost'>): string {
  const query = new URLSearchParams({ lang });
  const put = (name: string, value: string, usual = ''): void => { if (name && value !== usual) query.set(name, value); };
  if (question) {
    const usual = usualLooks(question.of);
    query.set('of', question.of);
    if (question.where.parts.length) put('if', writeConditions(question.where));
    put(...placeWords(question.place));
    for (const [name, value] of Object.entries(question.stretch)) put(name, value);
    if (question.overlap) put('over', `${question.overlap.of}:${writeConditions(question.overlap.where)}`);
    put('at', question.at);
    if (question.cql !== null) query.set('cql', question.cql);
    put('sort', looks.sort);
    if (looks.columns) put('columns', looks.columns.join(','));
    put('by', looks.by.join(','), usual.by.join(','));
    put('figure', looks.figure, usual.figure);
    put('show', looks.show, usual.show);
    put('row', chosen);
    if (view) put('view', [view.zoom, view.lat.toFixed(5), view.lon.toFixed(5)].join('/'));
  }
  return `#${query.toString().replace(/%(2C|2F|3A|28|29|40)/g, (coded) => decodeURIComponent(coded))}`;
}

function readPoints(text: string): Point[] | null {
  const points = text.split(',').map((pair) => pair.split(' ').map(Number));
  const whole = points.every(([lon, lat, more]) => more === undefined && Math.abs(lon!) <= 180 && Math.abs(lat!) <= 90);
  return whole ? points.map(([lon, lat]): Point => [lon!, lat!]) : null;
}

function readPlace(query: URLSearchParams): Place | null {
  const [area, unit, near] = [query.get('area'), query.get('unit'), query.get('near')];
  if (area !== null) {
    const points = readPoints(area);
    return points && points.length >= 2 ? { kind: 'area', points } : null;
  }
  if (unit !== null) {
    const [code = '', ...name] = unit.split(' ');
    return code ? { kind: 'unit', code, name: name.join(' ') } : null;
  }
  if (near === null) return PROVINCE;
  const [at = '', metres = '', ...name] = near.split(',');
  const said = { kind: 'near', metres: metres.replace('.', ','), name: name.join(',') } as const;
  if (/\p{L}/u.test(at)) return { ...said, at: null, road: at };
  const points = at ? readPoints(at) : [];
  return points ? { ...said, at: points[0] ?? null, road: '' } : null;
}

function readOverlap(text: string): Overlap | null {
  const cut = text.indexOf(':');
  const of = ALONG.find((name) => name === text.slice(0, cut));
  const where = readConditions(text.slice(cut + 1));
  return of && where ? { of, where } : null;
}

function readQuestion(query: URLSearchParams, lost: string[]): Question | null {
  const of = COLLECTIONS.find((name) => name === query.get('of'));
  if (!of) return null;
  const read = <T>(name: string, reading: (text: string) => T | null, usual: T): T => {
    const text = query.get(name);
    if (text === null) return usual;
    const found = reading(text);
    if (found === null) lost.push(name);
    return found ?? usual;
  };
  const place = readPlace(query);
  if (!place) lost.push('place');
  return {
    ...NO_QUESTION, of, where: read('if', readConditions, EVERYTHING), place: place ?? PROVINCE, overlap: read<Overlap | null>('over', readOverlap, null),
    stretch: { ...NO_STRETCH, road: query.get('road') ?? '', from: query.get('from') ?? '', to: query.get('to') ?? '' },
    at: query.get('at') ?? '', cql: query.get('cql'),
  };
}

function readView(text: string): View | null {
  const [zoom, lat, lon, more] = text.split('/').map(Number);
  const whole = more === undefined && zoom! >= 0 && zoom! <= 20 && Math.abs(lat!) <= 85 && Math.abs(lon!) <= 180;
  return whole ? { zoom: zoom!, lat: lat!, lon: lon! } : null;
}

const names = (text: string | null): readonly string[] | null => (text === null ? null : text.split(',').filter((name) => /^[a-z_0-9]+$/.test(name)));

export function readLink(hash: string, lang: Lang): Link {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  const lost: string[] = [];
  const question = readQuestion(query, lost);
  const at = query.get('view');
  const view = at === null ? null : readView(at);
  if (at !== null && !view) lost.push('view');
  const usual = usualLooks(question?.of ?? NO_QUESTION.of);
  const said = query.get('lang');
  const figure = query.get('figure') as Figure | null;
  return {
    lang: said === 'vi' || said === 'en' ? said : lang, question, view, lost, chosen: query.get('row') ?? '',
    looks: {
      sort: /^-?[a-z_0-9]+$/.test(query.get('sort') ?? '') ? query.get('sort')! : '', columns: names(query.get('columns')),
      by: (names(query.get('by')) ?? usual.by).slice(0, 2), figure: figure && figuresOf(question?.of ?? 'bridges').includes(figure) ? figure : usual.figure,
      show: query.get('show') === 'figures' ? 'figures' : 'table',
    },
  };
}
