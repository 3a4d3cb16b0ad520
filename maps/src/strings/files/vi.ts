/** The files a set of assets comes as. In Vietnamese; the map and the planners' page say them alike. */
export const filesVi = {
  'export.label': 'Tải về', 'export.csv': 'CSV', 'export.xlsx': 'Excel', 'export.gpkg': 'GeoPackage', 'export.fgb': 'FlatGeobuf', 'export.geojsonseq': 'GeoJSON theo dòng',
  'export.csv_told': 'mọi phần mềm bảng tính', 'export.xlsx_told': 'có tên cột và nhãn tiếng Việt', 'export.gpkg_told': 'QGIS và GIS khác, có hình', 'export.fgb_told': 'GIS, đọc nhanh khi tệp lớn', 'export.geojsonseq_told': 'mỗi dòng một đối tượng, cho lập trình',
  'export.making': 'Đang làm tệp {form}…', 'export.fetched': 'đã tải {n} MB', 'export.saved': 'Đã tải xong {name}.',
  'export.shp': 'Shapefile', 'export.kml': 'KML', 'export.dxf': 'DXF', 'export.form': 'Biểu mẫu quốc gia', 'export.map': 'Gửi bản đồ',
  'export.shp_told': 'tệp nén, tên cột ngắn kèm bảng giải nghĩa', 'export.kml_told': 'Google Earth, máy định vị', 'export.dxf_told': 'AutoCAD, VN-2000 UTM múi 48',
  'export.form_told': 'đúng mẫu Excel, mỗi tuyến một tệp', 'export.map_told': 'một tệp HTML mở được khi không có mạng',
  'export.kmz': 'KMZ', 'export.kmz_told': 'KML nén, có biểu tượng', 'export.qfield': 'QField', 'export.qfield_told': 'mang đi hiện trường, nhập lại được',
  'export.of_list': 'Tải danh sách này', 'export.all_of_list': 'Cả {n} đối tượng trong khung nhìn, theo đúng bộ lọc đang chọn.', 'export.stop': 'Dừng',
} as const;
