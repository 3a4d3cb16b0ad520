/** The files a set of assets comes as, and the address of one. Pure. */
export const FORMS = ['xlsx', 'map', 'csv', 'form', 'gpkg', 'shp', 'kml', 'kmz', 'dxf', 'fgb', 'geojsonseq', 'qfield'] as const;
export type Form = (typeof FORMS)[number];
/** A drawing is in metres: in this zone of VN-2000, which the menu names. */
export const DRAWING_CRS = 'EPSG:3405';
const FORMED: readonly string[] = ['culverts', 'km-posts'];
const MIXED: readonly string[] = ['inspections', 'postings', 'works'];
const POINTS: readonly string[] = ['bridges', 'culverts', 'km-posts'];

/** The files a collection comes as: a national form where there is one, a drawing but of areas, a shapefile of one kind of shape, to the field what an import reads back: points. */
export function formsOf(of: string): Form[] {
  const left: Partial<Record<Form, boolean>> = { form: !FORMED.includes(of), dxf: of === 'communes', shp: MIXED.includes(of), qfield: !POINTS.includes(of) };
  return FORMS.filter((form) => !left[form]);
}

/** What an address says of the form besides what it selects. */
export function ofForm(form: Form): readonly [name: string, value: string][] {
  return [['crs', form === 'dxf' ? DRAWING_CRS : ''], ['labels', form === 'map' ? 'true' : ''], ['f', form]];
}

/** Hands a file over to the browser, to be kept under its name. */
export function handOver(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser reads it after the click
}
