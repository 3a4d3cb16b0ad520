import type { filesVi } from './vi';

export const filesEn: Readonly<Record<keyof typeof filesVi, string>> = {
  'export.label': 'Download', 'export.csv': 'CSV', 'export.xlsx': 'Excel', 'export.gpkg': 'GeoPackage', 'export.fgb': 'FlatGeobuf', 'export.geojsonseq': 'GeoJSON lines',
  'export.csv_told': 'any spreadsheet', 'export.xlsx_told': 'with Vietnamese titles and labels', 'export.gpkg_told': 'QGIS and other GIS, with geometry', 'export.fgb_told': 'GIS, quick to read when large', 'export.geojsonseq_told': 'one feature a line, for programs',
  'export.making': 'Making the file {form}…', 'export.fetched': '{n} MB fetched', 'export.saved': '{name} is saved.',
  'export.shp': 'Shapefile', 'export.kml': 'KML', 'export.dxf': 'DXF', 'export.form': 'National form', 'export.map': 'Send the map',
  'export.shp_told': 'packed; short names with their meanings', 'export.kml_told': 'Google Earth, GPS receivers', 'export.dxf_told': 'AutoCAD, VN-2000 UTM zone 48N',
  'export.form_told': 'the exact Excel layout, one road a file', 'export.map_told': 'one HTML file that opens without a network',
  'export.kmz': 'KMZ', 'export.kmz_told': 'packed KML with its symbols', 'export.qfield': 'QField', 'export.qfield_told': 'to take into the field, comes back by import',
  'export.of_list': 'Download this list', 'export.all_of_list': 'All {n} in view, by the filters chosen.', 'export.stop': 'Stop',
};
