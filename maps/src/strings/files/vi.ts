/** Words of the files a selection comes as, for every page that offers them. */
export const files = {
  'export.label': 'Tải về', 'export.csv': 'CSV', 'export.xlsx': 'Excel', 'export.gpkg': 'GeoPackage', 'export.fgb': 'FlatGeobuf', 'export.geojsonseq': 'GeoJSON theo dòng',
  'export.csv_told': 'mọi phần mềm bảng tính', 'export.xlsx_told': 'có tên cột và nhãn tiếng Việt', 'export.gpkg_told': 'QGIS và GIS khác, có hình', 'export.fgb_told': 'GIS, đọc nhanh khi tệp lớn', 'export.geojsonseq_told': 'mỗi dòng một đối tượng, cho lập trình',
  'export.making': 'Đang làm tệp {form}…', 'export.fetched': 'đã tải {n} MB', 'export.saved': 'Đã tải xong {name}.', 'refused.unplaced': 'Dạng tệp này không chứa được đối tượng chưa có vị trí: {count} đối tượng. Hãy chọn GeoPackage.', 'refused.busy_exports': 'Máy chủ đang làm nhiều tệp khác. Hãy thử lại sau ít phút.',
  'export.kmz': 'KMZ', 'export.kmz_told': 'KML nén, gửi nhẹ hơn', 'export.qfield': 'QField', 'export.qfield_told': 'đi hiện trường: GeoPackage kèm dự án', 'export.qgz': 'Dự án QGIS', 'export.qgz_told': 'mọi lớp, đọc từ hệ thống này',
  'export.failed': 'Không làm được tệp {form} ({code}). Hãy thử lại.',
  'export.scope': 'Theo khung nhìn và bộ lọc: {n} đối tượng', 'export.none': 'Khung nhìn và bộ lọc này không có đối tượng nào để tải',
  'export.shp': 'Shapefile', 'export.kml': 'KML', 'export.dxf': 'DXF', 'export.form': 'Biểu mẫu quốc gia', 'export.map': 'Gửi bản đồ (HTML)',
  'export.shp_told': 'tệp nén, tên cột ngắn kèm bảng giải nghĩa', 'export.kml_told': 'Google Earth, máy định vị', 'export.dxf_told': 'AutoCAD, VN-2000 UTM múi 48',
  'export.form_told': 'đúng mẫu Excel, mỗi tuyến một tệp', 'export.map_told': 'một tệp HTML mở được khi không có mạng',
  'refused.not-one-road': 'Biểu mẫu ghi một tuyến. Hãy chọn một tuyến rồi tải lại (đang có: {roads}).', 'refused.too-many-features': 'Tệp này chứa được {limit} đối tượng. Hãy thu hẹp câu hỏi, hoặc chọn GeoPackage.',
} as const;
