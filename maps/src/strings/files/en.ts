import type { files as vi } from './vi';

export const files: Readonly<Record<keyof typeof vi, string>> = {
  'export.label': 'Download', 'export.csv': 'CSV', 'export.xlsx': 'Excel', 'export.gpkg': 'GeoPackage', 'export.fgb': 'FlatGeobuf', 'export.geojsonseq': 'GeoJSON lines',
  'export.csv_told': 'any spreadsheet', 'export.xlsx_told': 'with Vietnamese titles and labels', 'export.gpkg_told': 'QGIS and other GIS, with geometry', 'export.fgb_told': 'GIS, quick to read when large', 'export.geojsonseq_told': 'one feature a line, for programs',
  'export.making': 'Making the file {form}…', 'export.fetched': '{n} MB fetched', 'export.saved': '{name} is saved.', 'refused.unplaced': 'This file cannot hold what has no place yet: {count} of them. Choose GeoPackage.', 'refused.busy_exports': 'The server is making other files. Try again in a few minutes.',
  'export.kmz': 'KMZ', 'export.kmz_told': 'packed KML, lighter to send', 'export.qfield': 'QField', 'export.qfield_told': 'for field work: a GeoPackage with its project', 'export.qgz': 'QGIS project', 'export.qgz_told': 'every layer, read from this system',
  'export.failed': 'The file {form} could not be made ({code}). Try again.',
  'export.scope': 'In view and filter: {n} features', 'export.none': 'This view and filter hold nothing to download',
  'export.shp': 'Shapefile', 'export.kml': 'KML', 'export.dxf': 'DXF', 'export.form': 'National form', 'export.map': 'Send the map (HTML)',
  'export.shp_told': 'packed; short names with their meanings', 'export.kml_told': 'Google Earth, GPS receivers', 'export.dxf_told': 'AutoCAD, VN-2000 UTM zone 48N',
  'export.form_told': 'the exact Excel layout, one road a file', 'export.map_told': 'one HTML file that opens without a network',
  'refused.not-one-road': 'The form is of one road. Choose one and ask again (now: {roads}).', 'refused.too-many-features': 'This file holds {limit} features. Narrow the question, or choose GeoPackage.',
};
