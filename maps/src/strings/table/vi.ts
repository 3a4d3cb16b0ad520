/** Words of the table and of setting a field for many. */
export const vi = {
  'table.open': 'Mở bảng, sửa hàng loạt', 'table.open_to_read': 'Mở bảng', 'table.title': 'Bảng: {of}', 'table.panel': 'Bảng đối tượng', 'table.tick': 'Chọn {name}', 'table.tick_shown': 'Chọn mọi dòng đang hiện',
  'table.chosen': 'Đã chọn {n} / {of}', 'table.in_view': 'trong khung nhìn, theo bộ lọc', 'table.in_box': 'trong khung đã khoanh, theo bộ lọc', 'table.box': 'Khoanh khung trên bản đồ', 'table.box_clear': 'Bỏ khung', 'table.box_hint': 'Kéo trên bản đồ để khoanh khung.', 'table.box_stop': 'Thôi', 'table.all': 'Chọn cả {n}',
  'bulk.field': 'Sửa trường', 'bulk.choose': 'Chọn trường…', 'bulk.value': 'Giá trị mới', 'bulk.show': 'Xem trước', 'bulk.write': 'Ghi {n} đối tượng:',
  'bulk.shown': '{changing} thay đổi · {unchanged} đã đúng · {refusing} không được phép', 'bulk.row': 'Đối tượng', 'bulk.before': 'Trước', 'bulk.after': 'Sau', 'bulk.rest': '… và {n} đối tượng nữa thay đổi như vậy.',
  'bulk.done': 'Đã ghi {n} đối tượng trong một lần sửa; xem hoặc hoàn lại trong lịch sử từng đối tượng.',
  'why.no_rows': 'Chọn ít nhất một dòng', 'why.no_field': 'Chọn trường và nhập giá trị đọc được', 'why.show_first': 'Xem trước đã', 'why.rows_refused': 'Bỏ chọn các dòng không được phép rồi xem lại',
  'rule.bulk-refused': '{count} đối tượng không được phép sửa như vậy; chưa ghi gì.',
} as const;
