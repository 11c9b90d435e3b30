package portal_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

// file is the path of a workbook of the samples.
func (o *office) file(name string) string {
	o.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", "samples", name))
	if err != nil {
		o.Fatal(err)
	}
	return path
}

// filled is the path of a workbook in which cells of the first sheet were filled in: filled(name, data, cell, value, ...).
func (o *office) filled(name string, data []byte, cells ...any) string {
	o.Helper()
	path := filepath.Join(o.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		o.Fatal(err)
	}
	file, err := excelize.OpenFile(path)
	if err != nil {
		o.Fatal(err)
	}
	defer file.Close()
	for i := 0; i < len(cells); i += 2 {
		if err := file.SetCellValue(file.GetSheetName(0), cells[i].(string), cells[i+1]); err != nil {
			o.Fatal(err)
		}
	}
	if err := file.Save(); err != nil {
		o.Fatal(err)
	}
	return path
}

// A province's officer logs in after a mistake, takes the month's form, fills it in wrong, follows what she is told, and is done.
func TestBrowserForm(t *testing.T) {
	atEach(t, func(o *office, s screen) {
		p := o.sit(s)
		p.look("login")
		p.fill("Tên đăng nhập", "lan")
		p.fill("Mật khẩu", "sai")
		p.press("Đăng nhập")
		p.sees("Tên đăng nhập hoặc mật khẩu không đúng")
		p.look("login-wrong")
		p.fill("Mật khẩu", password)
		p.press("Đăng nhập")
		p.sees("Việc cần làm của tỉnh Cà Mau", "Chưa gửi")
		p.look("province")

		name, form := p.download("Tải biểu mẫu")
		if filepath.Ext(name) != ".xlsx" {
			t.Errorf("the form is called %s", name)
		}
		p.attach("Chọn một hoặc nhiều tệp", o.filled("thang-11.xlsx", form, "C20", 32, "C16", "abc"))
		p.sees("thang-11.xlsx")
		p.press("Gửi")
		p.sees("Lần gửi số 1: Bị trả lại", "ô C16", "Đang ghi", "abc", "Việc cần làm")
		p.look("submission-returned")
		_, marked := p.download("Tải tệp đã đánh dấu")
		p.press("gửi lại")
		p.attach("Chọn một hoặc nhiều tệp", o.filled("thang-11-sua.xlsx", marked, "C16", 5))
		p.press("Gửi")
		p.sees("Lần gửi số 2: Đã tiếp nhận")
		p.look("submission-accepted")
		p.press("Trang đầu")
		p.sees("Không còn biểu nào phải gửi lúc này", "Biểu đã nhận")
		p.look("province-done")
		p.press("Tất cả các lần gửi")
		p.sees("thang-11.xlsx", "thang-11-sua.xlsx")
		p.look("submissions")
		p.press("Đăng xuất")
		p.sees("Mật khẩu")
	})
}

// Several workbooks are sent at once; one is another province's.
func TestBrowserUpload(t *testing.T) {
	atEach(t, func(o *office, s screen) {
		p := o.as("lan", s)
		p.drop("form.upload", "Kính gửi", "thư.xlsx")
		p.sees("thư.xlsx")
		p.attach("Chọn một hoặc nhiều tệp", o.file("tay-nam-bo-2024/ca-mau.xlsx"), o.file("tay-nam-bo-2024/ben-tre.xlsx"))
		p.sees("ca-mau.xlsx, ben-tre.xlsx")
		p.press("Gửi")
		p.sees("Kết quả gửi tệp", "Đã tiếp nhận", "Không tiếp nhận")
		p.look("receipts")
		p.press("Xem 1 lỗi cần sửa")
		p.sees("Không tiếp nhận", "Bến Tre")
		p.look("submission-rejected")
	})
}

// There is nothing to report: that is said with a confirmation.
func TestBrowserNothing(t *testing.T) {
	atEach(t, func(o *office, s screen) {
		p := o.as("lan", s)
		p.press("Không có số liệu")
		p.tick("Đơn vị xác nhận không có số liệu")
		p.look("nothing")
		p.press("Xác nhận")
		p.sees("Không còn biểu nào phải gửi lúc này")
		p.look("nothing-said")
	})
}

// A password is changed, and serves at the next login.
func TestBrowserPassword(t *testing.T) {
	atEach(t, func(o *office, s screen) {
		p := o.as("lan", s)
		p.press("Đổi mật khẩu")
		p.look("password")
		p.fill("Mật khẩu đang dùng", password)
		p.fill("Mật khẩu mới", "trang trong nghe ngong")
		p.fill("Gõ lại", "trang trong nghe ngong")
		p.press("Đổi mật khẩu")
		p.sees("Đã đổi mật khẩu")
		p.press("Đăng xuất")
		p.fill("Tên đăng nhập", "lan")
		p.fill("Mật khẩu", "trang trong nghe ngong")
		p.press("Đăng nhập")
		p.sees("Việc cần làm của tỉnh Cà Mau")
	})
}
