"""Every code the importer may report → what would cure it, in Vietnamese. One row a code.

`docs/import.md` explains each code; a test holds the two together. `{words}` are filled in by whoever
reports; a missing word is a bug and raises.
"""

from typing import Any

CURES: dict[str, str] = {
    # the whole file (exit code 2, nothing written)
    "not-a-file": "Không có tệp này, hoặc đó là một thư mục. Kiểm tra lại đường dẫn.",
    "empty-file": "Tệp rỗng hoặc không có dòng dữ liệu nào. Xuất lại tệp từ nguồn.",
    "file-damaged": "Tệp hỏng hoặc bị cắt cụt, không đọc được ({detail}). Tải hoặc sao chép lại tệp.",
    "file-too-large": "Tệp lớn hơn {most} MB. Tách tệp thành nhiều phần.",
    "old-excel": "Định dạng .xls cũ hoặc tệp có mật khẩu. Mở bằng Excel/LibreOffice, bỏ mật khẩu, lưu lại dạng .xlsx.",
    "format-unknown": "Không nhận ra định dạng. Dùng .xlsx, .csv (UTF-8), .gpkg, .geojson hoặc .shp.",
    "not-utf8": "Văn bản không phải UTF-8 (có thể là TCVN3, VNI hoặc Windows-1258). Chuyển mã sang Unicode (UTF-8) rồi nhập lại.",
    "legacy-text": "Văn bản có vẻ là phông chữ cũ (TCVN3/ABC). Chuyển sang Unicode dựng sẵn rồi nhập lại.",
    "encoding-not-declared": "Tệp .shp không kèm .cpg nên không biết bảng mã của chữ có dấu. Thêm tệp .cpg (thường là UTF-8).",
    "ragged-row": "Dòng có {found} ô nhưng tiêu đề có {expected} cột. Tệp bị cắt cụt hoặc thiếu dấu nháy; xuất lại tệp.",
    "column-twice": "Hai cột cùng tên nên không biết dùng cột nào. Đổi tên hoặc xoá một cột.",
    "column-missing": "Thiếu cột này so với biểu mẫu “{form}”. Khôi phục cột (để trống ô nếu không có số liệu).",
    "form-unknown": "Không nhận ra biểu mẫu nào ({seen}). Xem docs/import.md về các biểu được nhận.",
    "form-not-modelled": "Biểu “{form}” chưa có trong mô hình dữ liệu nên không nhập được. Các biểu được nhận: {known}.",
    "several-tables": "Tệp có nhiều bảng cùng nhận ra được ({seen}). Tách mỗi bảng ra một tệp.",
    "kind-differs": "Tệp là “{found}”, không phải loại nêu ở --kind. Bỏ --kind hoặc chọn tệp khác.",
    "road-differs": "Tuyến ghi trong tệp khác với --road ({given}). Kiểm tra lại tệp hoặc bỏ --road.",
    "road-not-given": "Tệp không cho biết tuyến. Thêm cột road hoặc dùng --road, ví dụ --road QL.7.",
    "crs-unknown": "Tệp không khai báo hệ toạ độ ({detail}). Cho biết bằng --srid, ví dụ --srid 4326 hoặc 5897.",
    "crs-differs": "Tệp tự khai báo EPSG:{declared}, khác --srid {given}. Bỏ --srid, hoặc sửa khai báo của tệp.",
    "crs-not-supported": "Hệ toạ độ này không có trong danh mục ({known}). Chuyển tệp về một hệ có trong danh mục.",
    "geometry-not-point": "Đối tượng phải là điểm, trong tệp là {found}. Chuyển thành điểm trước khi nhập.",
    "source-missing": "Phải ghi nguồn số liệu bằng --source “…”.",
    # the file, but it is loaded
    "unmapped": "Cột không có chỗ trong mô hình, {filled} ô có giá trị không được nhập. {why}",
    "table-not-read": "Bảng này có {count} dòng, không được nhập trong lần này.",
    "crs-of-form": "{why} Nếu toạ độ thuộc hệ khác, nhập lại với --srid.",
    "reader-remark": "Trình đọc tệp nhắc: kiểm tra lại tệp gốc.",
    "road-created": "Tuyến chưa có trong hệ thống: đã tạo, chưa có tim đường. Bổ sung tim đường hoặc cột Km để định vị.",
    # rows refused
    "required-missing": "Ô bắt buộc đang trống. Điền rồi nhập lại dòng này.",
    "chainage-unreadable": "Không đọc được lý trình. Viết như Km12+350.",
    "road-unknown": "Tuyến chưa có trong hệ thống. Tạo tuyến trước, hoặc chạy với --create-roads.",
    "road-ambiguous": "Tên tuyến này chỉ nhiều tuyến: {candidates}. Ghi mã tuyến thay cho tên gọi khác.",
    "duplicate-row": "Trùng hoàn toàn với dòng {other}. Xoá một dòng.",
    "post-twice": "Cột Km này đã có ở dòng {other}. Mỗi tuyến chỉ có một cột cho một Km.",
    "post-name-differs": "Tên cột không khớp lý trình ({chainage}). Sửa một trong hai.",
    "chainage-beyond-road": "Lý trình nằm ngoài tuyến {road}: {detail}. Kiểm tra tuyến và lý trình.",
    "not-accepted": "Hệ thống không nhận dòng này: {detail}.",
    # values left out
    "number-unreadable": "Không đọc được số. Viết số, dấu thập phân là phẩy hoặc chấm, không kèm đơn vị.",
    "year-unreadable": "Không đọc được năm. Viết bốn chữ số.",
    "excel-error": "Ô Excel báo lỗi công thức. Sửa công thức hoặc nhập giá trị.",
    "formula-not-computed": "Công thức chưa được tính trong tệp. Mở bằng Excel, tính lại và lưu.",
    "code-unknown": "Giá trị không có trong danh mục {list}. Sửa theo danh mục, hoặc bổ sung danh mục.",
    "opening-unreadable": "Không đọc được khẩu độ. Viết như D125, 1x1, 2x(2x2), B=0,6.",
    "spans-unreadable": "Không đọc được sơ đồ nhịp. Viết như 48+72+48 hoặc 3x24 + 33.",
    "spans-unclear": "Không rõ “{value}” là số nhịp hay chiều dài nhịp (số nhịp: {count}). Viết như 3x24.",
    "out-of-range": "Ngoài khoảng hợp lý {least}–{most} {unit}. Kiểm tra đơn vị và số liệu.",
    "year-in-future": "Năm ở tương lai. Kiểm tra lại.",
    "text-too-long": "Dài quá {most} ký tự. Rút gọn.",
    "position-half": "Chỉ có một trong hai toạ độ. Điền đủ kinh độ và vĩ độ.",
    "lat-lon-swapped": "Kinh độ và vĩ độ bị đổi chỗ. Đổi lại hai cột.",
    "outside-vietnam": "Toạ độ nằm ngoài Việt Nam. Kiểm tra hệ toạ độ và số liệu.",
    "coordinates-rounded": "Toạ độ bị làm tròn (sai lệch trên 1 km), không phải vị trí đo. Đo lại.",
    "same-position": "Cùng toạ độ với dòng {other} nhưng khác lý trình. Đo lại cả hai.",
    "far-from-neighbours": "Toạ độ không hợp với các điểm lân cận theo lý trình (cách điểm trước/sau {metres} m). Đo lại.",
    # loaded as they stand
    "zero-is-unknown": "Số 0 trong cột này được hiểu là chưa có số liệu. Nếu đúng là 0, sửa trên hệ thống.",
    "rounded": "Chỉ giữ hai số lẻ: {kept}.",
    "contradiction": "Cột “{other}” ghi “{said}” nhưng cột này có giá trị. Kiểm tra tại hiện trường.",
    "read-from-note": "Suy ra từ ghi chú: {means}. Xác nhận lại.",
    "note-only": "Ghi chú được giữ nguyên văn, chưa diễn giải.",
    "coordinates-coarse": "Toạ độ chỉ có 3 số lẻ (sai lệch tới 100 m). Nên đo lại.",
    "chainage-long": "Phần mét từ 1000 trở lên: chỉ đúng khi cột Km sau cách xa như vậy.",
    "outside-stated-stretch": "Lý trình ngoài đoạn đã nêu của tuyến ({stretch}). Kiểm tra lại lý trình hoặc đoạn.",
    "stretch-too-short": "Đoạn ghi ở đầu biểu không chứa {count}/{total} dòng ({span}). Sửa đầu biểu.",
    "same-chainage": "Cùng lý trình với dòng {other}: coi là công trình khác nhau.",
    "opened-before-built": "Năm khai thác trước năm xây dựng ({built}). Kiểm tra lại.",
    "width-below-carriageway": "Bề rộng cầu nhỏ hơn bề rộng phần xe chạy ({carriageway} m). Kiểm tra lại.",
    "round-not-round": "Cống tròn nhưng bề rộng và chiều cao khác nhau ({height} m). Kiểm tra hình dạng.",
    "span-count-differs": "Sơ đồ nhịp cho {counted} nhịp, cột số nhịp ghi {stated}. Kiểm tra lại.",
    "spans-longer-than-bridge": "Tổng chiều dài nhịp {sum} m lớn hơn chiều dài cầu {length} m. Kiểm tra lại.",
    "post-missing": "Thiếu cột giữa Km{before} và Km{after}: lý trình ở đó là danh nghĩa. Bổ sung cột nếu có.",
    "post-not-rising": "Thứ tự dòng không theo Km tăng dần. Kiểm tra lại.",
    "distance-unusual": "Khoảng cách tới cột sau ngoài {least}–{most} m. Đo lại.",
    "distance-shorter-than-straight": "Khoảng cách ghi ngắn hơn đường thẳng giữa hai toạ độ ({straight} m). Đo lại một trong hai.",
    "distance-much-longer": "Khoảng cách ghi dài hơn nhiều so với đường thẳng giữa hai toạ độ ({straight} m). Kiểm tra lại.",
    "post-not-used": "Cột không được dùng để định vị: {verdict}.",
    "not-on-map": "Chưa lên bản đồ: tuyến {road} chưa có tim đường và không có toạ độ dùng được. Bổ sung một trong hai.",
    "gap-to-road": "Toạ độ cách tim tuyến {road} {metres} m. Kiểm tra tuyến hoặc toạ độ.",
    "km-gps-cause": "Toạ độ và lý trình cách nhau {metres} m. Nguyên nhân có thể: {cause}. Đề nghị: {proposal}.",
    "possible-duplicate": "Có thể trùng với {others}. Bỏ dòng này, hoặc chấp nhận để tạo bản ghi mới.",
    "gap-to-chainage": "Toạ độ và lý trình cách nhau {metres} m dọc tuyến. Đã dùng toạ độ.",
    "chainage-not-locatable": "Lý trình chưa tính được vị trí trên tuyến {road}: {detail}.",
}  # fmt: skip


def cure_of(code: str, **words: Any) -> str:
    """The cure of a code. KeyError for a code or a word that is not there: a bug of the importer."""
    return CURES[code].format(**words)
