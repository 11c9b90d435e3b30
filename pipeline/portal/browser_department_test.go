package portal_test

import (
	"bytes"
	"testing"

	"tonghop/pipeline"
)

// The department sees on the board what waits for it, takes in one form that came late, and sends another back.
func TestBrowserDecide(t *testing.T) {
	atEach(t, func(o *office, s screen) {
		o.close()
		o.southwest("ca-mau.xlsx")
		o.southwest("soc-trang.xlsx")
		p := o.as("minh", s)
		p.press("Theo dõi")
		p.fill("Kỳ báo cáo", "2018–2024")
		p.choose("Khu vực", "Tây Nam Bộ")
		p.press("Xem")
		p.sees("Cà Mau", "Sóc Trăng")
		p.look("board-quarantined")
		p.press("Chờ xem xét")
		p.sees("Quyết định của Cục")
		p.look("submission-quarantined")
		p.fill("Lý do tiếp nhận", "tỉnh đã giải trình bằng văn bản")
		p.press("Tiếp nhận, tính số liệu")
		p.sees("Đã tiếp nhận", "bản 1")
		p.open("/board?period=2018..2024")
		p.press("Chờ xem xét")
		p.fill("Lý do trả lại", "chưa có xác nhận của lãnh đạo")
		p.press("Trả lại đơn vị")
		p.sees("Bị trả lại", "chưa có xác nhận của lãnh đạo")
		p.look("submission-sent-back")
	})
}

// On the last evening some have sent, some have to mend, one has nothing to report: the board says so.
func TestBrowserBoard(t *testing.T) {
	atEach(t, func(o *office, s screen) {
		nation := o.pipeline.Catalog.Geography.On(pipeline.ProvinceUnit, pipeline.DayOf(o.clock))
		var sent []string
		for i, unit := range nation[:24] {
			var cells []any
			if i%5 != 3 {
				cells = []any{"C20", 20 + i}
			}
			sent = append(sent, o.filled(unit.ID+".xlsx", o.form(unit.ID, "2026-11"), cells...))
		}
		o.takeFiles(sent...)
		p := o.as("minh", s)
		p.press("Theo dõi")
		p.sees("tháng 11 năm 2026", "Đã tiếp nhận", "Bị trả lại", "Chưa gửi")
		p.look("board")
		p.choose("Khu vực", "Tây Nguyên")
		p.press("Xem")
		p.look("board-region")
	})
}

// A region's figures do not agree with its provinces': the cause is named, a click leads to the cell, and an explanation is accepted.
func TestBrowserReconciliation(t *testing.T) {
	atEach(t, func(o *office, s screen) {
		o.unbalanced()
		p := o.as("minh", s)
		p.press("Đối chiếu")
		p.fill("Kỳ báo cáo", "2018–2024")
		p.press("Xem")
		p.sees("Số báo cáo", "Chênh lệch")
		p.look("reconciliation")
		p.press("Số của từng tỉnh")
		p.sees("Sóc Trăng")
		p.open("/trace?unit=dia-ban-tay-nam-bo&indicator=models.closing&period=2018..2024")
		p.sees("Nguồn của số liệu", "vung-tay-nam-bo.xlsx")
		p.look("trace")
		p.press("vung-tay-nam-bo.xlsx")
		p.press("Chấp nhận giải trình một lỗi hoặc cảnh báo")
		p.fill("Giải trình được chấp nhận", "tỉnh gửi sau")
		p.press("Chấp nhận giải trình")
		p.sees("tỉnh gửi sau")
		p.look("submission-waived")
		p.press("Lỗi, cảnh báo")
		p.fill("Kỳ báo cáo", "2018–2024")
		p.press("Xem")
		p.sees("tỉnh gửi sau")
		p.look("findings")
		p.press("Giải trình")
		p.fill("Kỳ báo cáo", "2018–2024")
		p.press("Xem")
		p.sees("tỉnh gửi sau")
		p.look("waivers")
	})
}

// A report is read, drafted, worded, approved and downloaded.
func TestBrowserReport(t *testing.T) {
	atEach(t, func(o *office, s screen) {
		o.take("tay-nam-bo-2024/*.xlsx")
		p := o.as("minh", s)
		p.press("Báo cáo")
		p.choose("Về đơn vị", "Tây Nam Bộ")
		p.fill("Kỳ", "2018..2024")
		p.press("Xem")
		p.sees("Chưa có dự thảo")
		p.look("report")
		p.press("Lập dự thảo")
		p.sees("Đã lập dự thảo")
		if name, data := p.download(".pdf"); !bytes.HasPrefix(data, []byte("%PDF")) {
			t.Errorf("%s is no PDF", name)
		}
		p.press("Sửa lời văn của dự thảo")
		p.look("report-draft")
		p.fill("Số văn bản", "5")
		p.fill("Ngày văn bản", "2026-11-16")
		p.fill("Người ký", "Trần Văn A")
		p.press("Ban hành")
		p.sees("số 05/")
		p.look("edition")
		p.press("Tất cả văn bản đã ban hành")
		p.sees("05/")
		p.look("editions")
	})
}

// A message that failed is sent to another address; a job is run now.
func TestBrowserDeliveries(t *testing.T) {
	atEach(t, func(o *office, s screen) {
		o.queue("failed")
		o.queue("queued")
		p := o.as("minh", s)
		p.press("Thư gửi đi")
		p.choose("Tình trạng", "Không gửi được")
		p.press("Lọc")
		p.look("deliveries")
		p.press("1")
		p.sees("Không gửi được, và không tự thử lại nữa")
		p.press("Chi tiết kỹ thuật")
		p.sees("550 no such user")
		p.fill("Địa chỉ khác", "hoa@example.vn")
		p.look("delivery")
		p.press("Gửi lại")
		p.sees("hoa@example.vn")
		p.press("Công việc")
		p.press("Chạy ngay")
		p.sees("do ")
		p.look("jobs")
	})
}

// A conference is written in a form, after a mistake, and its pack is made and downloaded.
func TestBrowserConference(t *testing.T) {
	atEach(t, func(o *office, s screen) {
		o.take("tay-nam-bo-2024/*.xlsx")
		p := o.as("minh", s)
		p.press("Hội nghị")
		p.look("conferences")
		p.press("Thêm hội nghị")
		p.fill("Mã (", "can-tho-2024")
		p.fill("Tên hội nghị", "Hội nghị giao ban địa bàn Tây Nam Bộ")
		p.fill("Nơi họp", "Cần Thơ")
		p.fill("Ngày họp", "2017-08-15")
		p.fill("Kỳ của số liệu", "2018..2024")
		p.choose("Phạm vi", "Tây Nam Bộ")
		p.press("Lưu hội nghị")
		p.sees("Ngày họp trước khi kỳ bắt đầu")
		p.look("conference-wrong")
		p.fill("Ngày họp", "2024-08-15")
		p.press("Lưu hội nghị")
		p.sees("Họp ở Cần Thơ", "Chưa có dự thảo")
		p.press("Lập dự thảo")
		p.sees("Đã lập dự thảo")
		p.look("conference")
		if name, data := p.download("can-tho-2024.zip"); !bytes.HasPrefix(data, []byte("PK")) {
			t.Errorf("%s is no archive", name)
		}
	})
}

// An account is added; whoever gets it changes its first password before anything else.
func TestBrowserAccounts(t *testing.T) {
	atEach(t, func(o *office, s screen) {
		p := o.as("an", s)
		p.press("Tài khoản")
		p.look("accounts")
		p.fill("Tên đăng nhập", "hoa")
		p.fill("Họ và tên", "Lê Thị Hoa")
		p.choose("Đơn vị (của Công an tỉnh)", "Đồng Tháp")
		p.press("Thêm tài khoản")
		p.sees("Mật khẩu lần đầu của tài khoản hoa")
		first, err := find[string](p, `document.querySelector(".flash code").innerText`)
		if err != nil {
			t.Fatal(err)
		}
		p.press("Đăng xuất")
		p.fill("Tên đăng nhập", "hoa")
		p.fill("Mật khẩu", first)
		p.press("Đăng nhập")
		p.sees("Đặt mật khẩu của riêng mình")
		p.look("password-first")
		p.open("/submissions")
		p.sees("Đặt mật khẩu của riêng mình")
		p.fill("Mật khẩu đang dùng", first)
		p.fill("Mật khẩu mới", "ngan")
		p.fill("Gõ lại", "ngan")
		p.stays("Đổi mật khẩu") // the browser says what is wrong
		p.fill("Mật khẩu mới", "mua he chieu tim")
		p.fill("Gõ lại", "mua he chieu tim")
		p.press("Đổi mật khẩu")
		p.sees("Việc cần làm của tỉnh Đồng Tháp")
	})
}
