import type { files as vi } from './vi';

export const files: Readonly<Record<keyof typeof vi, string>> = {
  'export.shp': 'Shapefile', 'export.kml': 'KML', 'export.dxf': 'DXF', 'export.form': 'National form', 'export.map': 'Send the map',
  'export.shp_told': 'packed; short names with their meanings', 'export.kml_told': 'Google Earth, GPS receivers', 'export.dxf_told': 'AutoCAD, VN-2000 UTM zone 48N',
  'export.form_told': 'the exact Excel layout, one road a file', 'export.map_told': 'one HTML file that opens without a network',
  'refused.not-one-road': 'The form is of one road. Choose one and ask again (now: {roads}).', 'refused.too-many-features': 'This file holds {limit} features. Narrow the question, or choose GeoPackage.',
};
