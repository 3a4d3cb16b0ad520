/** The forms a selection comes as in a file. Pure: the planners' page and the map offer the same. */
export const FORMS = ['xlsx', 'map', 'csv', 'form', 'gpkg', 'shp', 'kml', 'kmz', 'dxf', 'fgb', 'geojsonseq', 'qfield'] as const;
export type Form = (typeof FORMS)[number];
/** A file that is being made: how many bytes of it have come; `view`: of what the map shows, not of the list. */
export interface Saving { readonly form: Form; readonly bytes: number; readonly view?: true }
/** A drawing is in metres: in this zone of VN-2000, which the menu names. */
const DRAWING_CRS = 'EPSG:3405';
const FORMED: readonly string[] = ['culverts', 'km-posts'];
const MIXED: readonly string[] = ['inspections', 'postings', 'works', 'shared-stretches'];
const POINTS: readonly string[] = ['bridges', 'culverts', 'km-posts'];

/** The files a collection comes as: a national form where there is one, a drawing but of areas, a shapefile of one kind of shape, points for the field. */
export function formsOf(of: string): Form[] {
  const left: Partial<Record<Form, boolean>> = { form: !FORMED.includes(of), dxf: of === 'communes', shp: MIXED.includes(of), qfield: !POINTS.includes(of) };
  return FORMS.filter((form) => !left[form]);
}

/** What an address of items says besides the selection, to answer in this form. */
export function parametersOf(form: Form): Record<string, string> {
  return { ...(form === 'dxf' ? { crs: DRAWING_CRS } : {}), ...(form === 'map' ? { labels: 'true' } : {}), f: form };
}
