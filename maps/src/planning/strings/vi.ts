/** Every word of the planners' page in Vietnamese: the master list of keys. {name} is filled in. */
import { files } from '../../strings/files/vi';

export const vi = {
  ...files,
  'page.title': 'Tra cứu – CầuĐường', 'page.heading': 'Tra cứu', 'page.map': 'Bản đồ', 'page.skip': 'Tới kết quả',
  'page.query': 'Câu hỏi', 'page.answer': 'Kết quả', 'page.answer_map': 'Bản đồ kết quả: phím mũi tên để di chuyển, + và − để phóng to, thu nhỏ. Từng dòng kết quả chọn được trong bảng.',
  'page.illustrative': 'Dữ liệu minh hoạ, không phải số liệu chính thức.',
  'page.lost': 'Liên kết có phần không đọc được ({parts}): phần đó đã bị bỏ, hãy kiểm tra câu hỏi trước khi dùng kết quả.',

  'of.label': 'Hỏi về', 'of.bridges': 'Cầu', 'of.culverts': 'Cống', 'of.sections': 'Đoạn đường', 'of.roads': 'Tuyến đường', 'of.km-posts': 'Cột Km', 'of.waterways': 'Sông, kênh', 'of.communes': 'Đơn vị hành chính',
  'section.where': 'Điều kiện', 'section.place': 'Ở đâu', 'section.stretch': 'Trên tuyến', 'section.overlap': 'Trên đoạn có', 'section.at': 'Tại ngày', 'section.cql': 'CQL2 và địa chỉ API',
  'none.where': 'mọi đối tượng', 'none.place': 'toàn tỉnh', 'none.stretch': 'mọi tuyến', 'none.overlap': 'không xét', 'none.at': 'hiện nay',

  'join.label': 'Cách kết hợp', 'join.all': 'Tất cả đều đúng (VÀ)', 'join.any': 'Ít nhất một điều đúng (HOẶC)', 'join.none': 'Không điều nào đúng (KHÔNG)',
  'join.none_hint': 'Đối tượng chưa có số liệu ở một trường thì không xác định được, nên không nằm trong kết quả.',
  'group.label': 'Nhóm điều kiện', 'group.empty': 'Chưa có điều kiện: lấy mọi đối tượng.',
  'condition.add': 'Thêm điều kiện', 'condition.add_group': 'Thêm nhóm', 'condition.remove': 'Bỏ điều kiện {what}', 'condition.remove_group': 'Bỏ nhóm', 'condition.label': 'Điều kiện {n}',
  'condition.field': 'Trường', 'condition.field_hint': 'gõ để tìm, không cần dấu', 'condition.operator': 'Phép so sánh', 'condition.values': 'Giá trị', 'condition.loading': 'Đang tải danh sách trường…',
  'operator.in': 'là', 'operator.not-in': 'không phải là', 'operator.is': 'đúng bằng', 'operator.contains': 'có chứa', 'operator.equal': 'bằng', 'operator.least': 'từ … trở lên', 'operator.most': 'đến … trở xuống',
  'operator.between': 'trong khoảng', 'operator.on': 'đúng ngày', 'operator.before': 'trước ngày', 'operator.after': 'sau ngày', 'operator.missing': 'chưa có số liệu', 'operator.present': 'đã có số liệu',
  'value.label': 'Giá trị', 'value.from': 'Từ', 'value.to': 'Đến', 'value.and': 'và', 'value.number': 'ví dụ 12,5', 'value.whole': 'ví dụ 12', 'value.day': 'dd/MM/yyyy', 'value.text': 'không phân biệt dấu, hoa thường',
  'value.exact': 'đúng từng chữ', 'value.true': 'có', 'value.false': 'không', 'value.unknown': 'chưa rõ', 'value.find': 'Tìm trong danh sách', 'value.none': 'Không có giá trị nào.',

  'place.province': 'Toàn tỉnh', 'place.area': 'Vùng vẽ trên bản đồ', 'place.unit': 'Xã, phường, huyện', 'place.near': 'Gần tuyến hoặc nơi',
  'place.draw_box': 'Vẽ khung', 'place.draw_polygon': 'Vẽ đa giác', 'place.corners': 'Các góc: vĩ độ, kinh độ; mỗi dòng một góc', 'place.corners_hint': 'Hai góc đối là một khung; từ ba góc là đa giác. Ví dụ: 9.25, 105.50',
  'place.bad_line': 'Dòng {line} không phải là toạ độ. Ví dụ: 9.25, 105.50', 'place.box': 'khung vẽ', 'place.polygon': 'đa giác {n} góc',
  'place.unit_find': 'Tên xã, phường, huyện (cũ hoặc mới)', 'place.unit_until': 'đến {date}', 'place.unit_now': 'hiện hành', 'place.unit_none': 'Không tìm thấy đơn vị nào tên “{typed}”.', 'place.unit_not_drawn': 'chưa có ranh giới',
  'place.near_find': 'Tuyến, địa danh, QL.1 Km2206+400, tên cầu, hoặc toạ độ', 'place.near_none': 'Không tìm thấy “{typed}”.', 'place.metres': 'Trong vòng', 'place.pick': 'Chọn trên bản đồ',
  'place.near_hint': 'Khoảng cách tính từ điểm, hoặc từ tim tuyến khi chọn một tuyến. Muốn hỏi dọc một tuyến: dùng “Trên tuyến” hoặc “Trên đoạn có”.', 'place.near_told': 'cách {name} tối đa {metres} m', 'place.near_point': 'điểm đã chọn',
  'drawing.box': 'Bấm hai góc đối của khung trên bản đồ.', 'drawing.polygon': 'Bấm từng góc của đa giác, rồi bấm Xong.', 'drawing.point': 'Bấm một điểm trên bản đồ.', 'drawing.done': 'Xong', 'drawing.undo': 'Bỏ góc cuối', 'drawing.cancel': 'Huỷ vẽ',

  'stretch.road': 'Tuyến', 'stretch.road_hint': 'ví dụ QL.1', 'stretch.from': 'Từ lý trình', 'stretch.to': 'Đến lý trình', 'stretch.example': 'Km2170+500', 'stretch.all': 'mọi tuyến', 'stretch.whole': 'cả tuyến', 'stretch.clear': 'Bỏ chọn tuyến',
  'overlap.of': 'Chỉ lấy khi nằm trên', 'overlap.no': 'Không xét', 'overlap.hint': 'So theo lý trình trên tuyến, không theo hình vẽ.', 'overlap.of_sections': 'đoạn đường thoả', 'overlap.of_bridges': 'chỗ có cầu thoả', 'overlap.of_culverts': 'chỗ có cống thoả', 'overlap.of_roads': 'tuyến thoả', 'overlap.of_km-posts': 'chỗ có cột Km thoả',
  'at.label': 'Dữ liệu như đã ghi tại cuối ngày', 'at.hint': 'Để trống: dữ liệu hiện nay.', 'at.hint_units': 'Để trống: đơn vị hiện hành. Có ngày: đơn vị có hiệu lực ngày đó.',

  'cql.label': 'Bộ lọc CQL2', 'cql.hint': 'Sửa tay được. Khi đã sửa, các điều kiện chọn ở trên và đa giác vẽ không còn được dùng.', 'cql.by_hand': 'Đang dùng CQL2 viết tay thay cho các điều kiện đã chọn và đa giác vẽ.', 'cql.back': 'Dùng lại điều kiện đã chọn',
  'cql.address': 'Địa chỉ API đầy đủ', 'cql.copy': 'Chép CQL2', 'cql.copy_address': 'Chép địa chỉ', 'cql.copied': 'Đã chép.', 'cql.not_copied': 'Trình duyệt không cho chép; hãy chọn chữ rồi chép tay.', 'cql.empty': 'không lọc',

  'run.run': 'Chạy câu hỏi', 'run.cancel': 'Dừng', 'run.clear': 'Làm lại từ đầu', 'run.asking': 'Đang hỏi…', 'run.seconds': '{n} giây', 'run.problems': 'Còn {n} chỗ cần điền hoặc sửa.', 'run.changed': 'Câu hỏi đã đổi: kết quả bên dưới là của câu hỏi trước. Bấm “Chạy câu hỏi”.', 'run.link': 'Chép liên kết',

  'start.title': 'Hỏi cơ sở dữ liệu đường, cầu, cống', 'start.told': 'Chọn loại, đặt điều kiện, chọn nơi, rồi bấm “Chạy câu hỏi”. Hoặc bắt đầu từ một ví dụ:',
  'example.bad_bridges': 'Cầu từ trung bình đến rất xấu trên quốc lộ', 'example.bad_bridges_told': 'Lọc theo tình trạng và cấp đường; xem trên bản đồ và trong bảng.',
  'example.bad_by_commune': 'Đoạn đường mặt xấu theo xã', 'example.bad_by_commune_told': 'Số km mặt đường xấu, rất xấu của từng xã; đoạn qua nhiều xã được cắt theo ranh giới.',
  'example.on_bad_road': 'Cầu trên đoạn có mặt đường xấu', 'example.on_bad_road_told': 'Ghép hai loại dữ liệu theo lý trình trên cùng tuyến.',

  'answer.count': '{n} {what}', 'answer.shown': 'đang hiện {shown} / {n}', 'answer.more': 'Tải thêm {n}', 'answer.all': 'Tải tất cả', 'answer.fetching': 'Đã tải {shown} / {n}…', 'answer.unplaced': '{n} đối tượng chưa có vị trí, chỉ có trong bảng.',
  'answer.part': 'Bản đồ mới hiện {shown} / {n}.', 'answer.empty': 'Không có đối tượng nào thoả câu hỏi.', 'answer.empty_hint': 'Thử bớt điều kiện, mở rộng nơi, hoặc kiểm tra “Tại ngày”.', 'answer.approximate': 'Ranh giới đơn vị cũ được ghép gần đúng từ các đơn vị kế tiếp.',
  'answer.as_at': '{count}, như đã ghi đến hết ngày {day}', 'answer.in_force': '{count} có hiệu lực ngày {day}', 'answer.printed': 'Số liệu lúc {at}. Câu hỏi: {address}', 'answer.unrecorded': 'Đến hết ngày này cơ sở dữ liệu chưa ghi {what} nào: không có số liệu của ngày đó, không phải là khi ấy không có {what}.',
  'answer.cancelled': 'Đã dừng. Bấm “Chạy câu hỏi” để hỏi lại.',
  'show.table': 'Bảng', 'show.figures': 'Thống kê', 'table.caption': 'Kết quả, {n} dòng', 'table.columns': 'Chọn cột', 'table.columns_usual': 'Về các cột thường dùng', 'table.sort': 'Sắp theo {what}', 'table.no_sort': 'không sắp được', 'table.open': 'Mở trên bản đồ chính', 'table.row': 'Chọn dòng', 'table.id': 'Mã',

  'figures.by': 'Theo', 'figures.then': 'rồi theo', 'figures.no_second': 'không', 'figures.figure': 'Số liệu', 'figures.data': 'Bảng số liệu', 'figures.total': 'Tổng', 'figures.narrow': 'Chỉ lấy {what}', 'figures.hint': 'Bấm một thanh để chỉ lấy phần đó.', 'figures.commune': 'Xã, phường',
  'figures.whole': 'Số km là của cả đoạn có phần nằm trong nơi đã chọn, không cắt tại ranh giới.', 'figures.no_data': 'chưa có số liệu', 'figures.overlapping': 'Một đoạn qua nhiều xã được đếm ở mỗi xã, nên cộng số lượng các xã có thể lớn hơn tổng.',
  'figure.count': 'Số lượng', 'figure.length_km': 'Chiều dài (km)', 'figure.shared_km': 'Đi chung trên tuyến khác (km)', 'figure.chainage_km': 'Chiều dài theo lý trình (km)', 'figure.deck_area_m2': 'Diện tích mặt cầu (m²)',

  'problem.no_field': 'Chưa chọn trường.', 'problem.unknown_field': 'Trường này không có ở loại dữ liệu đang hỏi, hoặc bạn không được xem.', 'problem.no_value': 'Chưa có giá trị.', 'problem.no_number': 'Phải là một số, ví dụ 12,5; hàng nghìn viết liền: 1200.', 'problem.no_whole': 'Phải là số nguyên.',
  'problem.no_day': 'Phải là một ngày có thật, ví dụ 30/06/2025.', 'problem.order': 'Giá trị đầu phải nhỏ hơn giá trị sau.', 'problem.no_corners': 'Chưa vẽ vùng nào.', 'problem.no_unit': 'Chưa chọn đơn vị.', 'problem.no_place': 'Chưa chọn nơi.', 'problem.no_metres': 'Khoảng cách phải từ 0 đến 1000000 m.', 'problem.no_road': 'Chọn tuyến của lý trình này.', 'problem.no_cql': 'Bộ lọc viết tay đang trống.',

  'refused.unreadable': 'Không đọc được CQL2 ở dòng {line}, cột {column}. {cure}', 'refused.unreadable_somewhere': 'Không đọc được CQL2. {cure}',
  'cure.quote': 'Dấu nháy đơn chưa đóng: chữ đặt trong \'…\', nháy bên trong viết hai lần.', 'cure.bracket': 'Số dấu ngoặc mở và đóng không bằng nhau.', 'cure.value': 'Ở đây cần một trường, một số, hoặc chữ trong nháy đơn, ví dụ condition = \'XAU\'.', 'cure.operator': 'Ở đây cần một phép so sánh (=, <, >, IN, LIKE, BETWEEN … AND …, IS NULL) hoặc AND, OR.', 'cure.other': 'Ví dụ đúng: condition = \'XAU\' AND length_m >= 25.',
  'refused.unknown-property': 'Không có trường “{value}”. {cure}', 'cure.similar': 'Có thể là: {names}.', 'cure.fields': 'Xem các trường ở ô Trường của phần Điều kiện.', 'refused.wrong-kind': 'Hai vế không cùng loại: cần {expected}, gặp {value}.', 'refused.unknown-operator': 'Không có phép “{value}”.',
  'refused.too-long-or-deep': 'Bộ lọc quá dài hoặc lồng quá sâu.', 'refused.filter': 'Bộ lọc không dùng được ({reason}).', 'refused.unknown_road': 'Không có tuyến “{value}”.', 'refused.unknown_unit': 'Không có đơn vị này.', 'refused.no-outline': 'Đơn vị này chưa có ranh giới nên không hỏi theo được.',
  'refused.chainage': 'Không đọc được lý trình “{value}”. Ví dụ đúng: Km2178+500.', 'refused.datetime': 'Ngày không đọc được.', 'refused.slow': 'Câu hỏi lâu quá {seconds} giây nên đã dừng. Thu hẹp nơi hoặc thêm điều kiện.', 'refused.form': 'Máy chủ chưa xuất được dạng này.',
  'kind.text': 'chữ', 'kind.number': 'số', 'kind.boolean': 'có/không', 'kind.date': 'ngày', 'kind.instant': 'thời điểm', 'kind.geometry': 'hình học', 'kind.texts': 'danh sách chữ',
} as const;
