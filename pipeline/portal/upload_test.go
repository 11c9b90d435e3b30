package portal_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// upload is a file that is uploaded.
type upload struct {
	name string
	data []byte
}

// body makes the body that a browser sends of files.
func (b *browser) body(token string, files ...upload) (kind string, body []byte) {
	b.Helper()
	var text bytes.Buffer
	w := multipart.NewWriter(&text)
	err := w.WriteField("token", token)
	for _, f := range files {
		part, failed := w.CreateFormFile("files", f.name)
		if failed == nil {
			_, failed = part.Write(f.data)
		}
		if failed != nil {
			err = failed
		}
	}
	if err != nil || w.Close() != nil {
		b.Fatal(err)
	}
	return w.FormDataContentType(), text.Bytes()
}

// upload sends files, and follows to the page of what became of them.
func (b *browser) upload(files ...upload) (status int, page, path string) {
	b.Helper()
	b.get("/password")
	kind, body := b.body(b.token, files...)
	response, err := b.client.Post(b.server.URL+"/upload", kind, bytes.NewReader(body))
	if err == nil {
		path = response.Request.URL.Path
	}
	status, page = b.answer(response, err)
	return status, page, path
}

func (o *office) sample(name string) upload {
	o.Helper()
	data, err := os.ReadFile("../../samples/" + name)
	if err != nil {
		o.Fatal(err)
	}
	return upload{name[strings.LastIndex(name, "/")+1:], data}
}

// changed is a sample of the south-west with another number of models.
func (o *office) changed(name string, models int) upload {
	o.Helper()
	file, err := excelize.OpenFile("../../samples/tay-nam-bo-2024/" + name)
	if err != nil {
		o.Fatal(err)
	}
	defer file.Close()
	var changed bytes.Buffer
	if err := errors.Join(file.SetCellValue(file.GetSheetName(0), "C20", models), file.Write(&changed)); err != nil {
		o.Fatal(err)
	}
	return upload{name, changed.Bytes()}
}

// holds fails unless the page has all the texts.
func (b *browser) holds(page string, texts ...string) {
	b.Helper()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			b.Errorf("the page does not hold %q:\n%s", text, page)
		}
	}
}

func TestUpload(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("lan")
	form := o.sample("tay-nam-bo-2024/ca-mau.xlsx")
	form.name = `C:\Báo cáo\..\ca mau.xlsx`
	status, page, path := b.upload(form)
	if status != http.StatusOK || path != "/submissions/1" {
		t.Fatalf("%d at %s\n%s", status, path, page)
	}
	b.holds(page, "Đã tiếp nhận", "ca mau.xlsx", "tỉnh Cà Mau", "Lần gửi số 1")
	if _, original := b.get("/submissions/1/original"); original != string(form.data) {
		t.Errorf("the original has %d bytes, expected %d", len(original), len(form.data))
	}
	form.name = "ca-mau-2.xlsx"
	_, page, path = b.upload(form)
	if b.holds(page, "Tệp ca-mau-2.xlsx giống hệt tệp đã gửi trước đây; đây là kết quả của lần gửi ấy, số tiếp nhận 1."); path != "/submissions/1" {
		t.Errorf("the same file again: %s", path)
	}
	o.receipts(1)
	if status, _ := o.browse("bac").get("/submissions/1"); status != http.StatusNotFound {
		t.Errorf("another unit's submission: %d", status)
	}
	if status, _ := o.browse("bac").get("/receipts/1"); status != http.StatusNotFound {
		t.Errorf("another unit's receipt: %d", status)
	}
}

// receipts expects so many receipts, and an original for each of other bytes: nothing else is in the archive.
func (o *office) receipts(count int) {
	o.Helper()
	receipts, err := o.pipeline.Archive.Receipts()
	files, alsoErr := o.pipeline.Archive.Files()
	originals := map[string]bool{}
	for _, r := range receipts {
		originals[r.SHA256] = true
	}
	if len(receipts) != count || len(files) != count+len(originals) || err != nil || alsoErr != nil {
		o.Errorf("receipts %v, %v, files %v, %v; expected %d", receipts, err, files, alsoErr, count)
	}
	if left, err := filepath.Glob(filepath.Join(o.archive, "*", ".*")); err != nil || len(left) > 0 {
		o.Errorf("left behind: %v, %v", left, err)
	}
}

// TestUploadAgain sends bytes again that have a receipt: it is the same one, until something else has taken the place of what they say.
func TestUploadAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("lan")
	first, refused := o.sample("tay-nam-bo-2024/ca-mau.xlsx"), upload{"thư.xlsx", []byte("Kính gửi")}
	if _, page, path := b.upload(first, first, refused); path != "/receipts/1,2" {
		t.Fatalf("twice in one: %s\n%s", path, page)
	}
	if _, page, path := b.upload(refused, first); path != "/receipts/2,1" {
		t.Errorf("the same files again: %s\n%s", path, page)
	} else {
		b.holds(page, "Tệp thư.xlsx giống hệt tệp đã gửi trước đây; đây là kết quả của lần gửi ấy, số tiếp nhận 2.", "Tệp ca-mau.xlsx giống hệt")
	}
	if _, page, path := o.browse("bac").upload(refused); path != "/submissions/3" {
		t.Errorf("another unit's: %s\n%s", path, page)
	}
	o.receipts(3)
	other := o.changed(first.name, 33)
	if _, page, path := b.upload(other, first); path != "/receipts/4,5" { // something else waits: the first is an edition again
		t.Errorf("an older edition again: %s\n%s", path, page)
	}
	if _, page, path := b.upload(other); path != "/submissions/6" || o.outcome(6).Edition != 4 {
		t.Errorf("an older edition again, when all is settled: %s, edition %d\n%s", path, o.outcome(6).Edition, page)
	}
	o.receipts(6)
}

// TestUploadOfOther sends another unit's form, and what is no form: both are refused, and whoever sent them sees why.
func TestUploadOfOther(t *testing.T) {
	t.Parallel()
	b := newOffice(t).browse("lan")
	status, page, path := b.upload(b.sample("tay-nam-bo-2024/soc-trang.xlsx"), upload{"thư.xlsx", []byte("Kính gửi")})
	if status != http.StatusOK || path != "/receipts/1,2" {
		t.Fatalf("%d at %s\n%s", status, path, page)
	}
	b.holds(page, "soc-trang.xlsx", "thư.xlsx", `href="/submissions/1"`, `href="/submissions/2"`, "Không tiếp nhận")
	_, page = b.get("/submissions/1")
	b.holds(page, "Không tiếp nhận", "Sóc Trăng", "Việc cần làm")
	if status, data := b.get("/submissions/1/annotated"); status != http.StatusOK || !strings.HasPrefix(data, "PK") {
		t.Errorf("annotated: %d, %d bytes", status, len(data))
	}
}

// TestUploadRefused holds what is not taken, and that nothing of it is kept.
func TestUploadRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("lan")
	b.get("/password")
	form := o.sample("tay-nam-bo-2024/ca-mau.xlsx")
	send := func(b *browser, kind string, body []byte) (int, string) {
		return b.answer(b.client.Post(b.server.URL+"/upload", kind, bytes.NewReader(body)))
	}
	kind, body := b.body("other", form)
	if status, _ := send(b, kind, body); status != http.StatusForbidden {
		t.Errorf("another token: %d", status)
	}
	if status, _ := b.answer(b.client.Post(b.server.URL+"/logout", kind, bytes.NewReader(body))); status != http.StatusForbidden {
		t.Errorf("another token for what takes no file: %d", status)
	}
	kind, body = b.body(b.token, form)
	if status, _ := send(o.browse("minh"), kind, body); status != http.StatusForbidden {
		t.Errorf("the department: %d", status)
	}
	headless := bytes.Replace(body, []byte(`name="token"`), []byte(`name="later"`), 1)
	if status, _ := send(b, kind, headless); status != http.StatusForbidden {
		t.Errorf("no token first: %d", status)
	}
	if _, page := send(b, kind, body[:len(body)-len(form.data)/2]); !strings.Contains(page, "Đường truyền bị ngắt") {
		t.Errorf("half a body\n%s", page)
	}
	kind, body = b.body(b.token)
	if _, page := send(b, kind, body); !strings.Contains(page, "Chưa chọn tệp nào") {
		t.Errorf("no file\n%s", page)
	}
	kind, body = b.body(b.token, upload{"to.xlsx", make([]byte, o.pipeline.Catalog.Config.Limits.FileBytes+1)})
	if _, page := send(b, kind, body); !strings.Contains(page, "Tệp to.xlsx chưa được nhận vì lớn hơn 20 MB") {
		t.Errorf("too large\n%s", page)
	}
	if receipts, err := o.pipeline.Archive.Receipts(); err != nil || len(receipts) != 0 {
		t.Errorf("receipts of what was refused: %v, %v", receipts, err)
	}
	if files, err := o.pipeline.Archive.Files(); err != nil || len(files) != 0 {
		t.Errorf("files of what was refused: %v, %v", files, err)
	}
}

// TestUploadCutOff ends the connection in the middle of a file.
func TestUploadCutOff(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.browse("lan")
	b.get("/password")
	kind, body := b.body(b.token, o.sample("tay-nam-bo-2024/ca-mau.xlsx"))
	at, err := url.Parse(o.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	line, err := net.Dial("tcp", at.Host)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(line, "POST /upload HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nCookie: %s\r\n\r\n", at.Host, kind, len(body), b.client.Jar.Cookies(at)[0])
	if _, err := line.Write(body[:len(body)/2]); err != nil {
		t.Fatal(err)
	}
	if err := line.(*net.TCPConn).CloseWrite(); err != nil { // the answer comes when the server has given it up
		t.Fatal(err)
	}
	if _, err := io.ReadAll(line); err != nil {
		t.Fatal(err)
	}
	line.Close()
	receipts, err := o.pipeline.Archive.Receipts()
	files, alsoErr := o.pipeline.Archive.Files()
	if len(receipts)+len(files) > 0 || err != nil || alsoErr != nil {
		t.Errorf("kept of half a file: %v %v, %v %v", receipts, files, err, alsoErr)
	}
}

// TestUploadsAtOnce has many send at the same time, beside an ingest: each gets what became of its own file.
func TestUploadsAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	names := []string{"ca-mau", "soc-trang", "bac-lieu", "an-giang"}
	var sending sync.WaitGroup
	for i := range 12 {
		b, file := o.browse("lan"), o.sample("tay-nam-bo-2024/"+names[i%len(names)]+".xlsx")
		file.data = append(bytes.Clone(file.data), make([]byte, i)...) // other bytes, the same form
		sending.Go(func() {
			if status, page, path := b.upload(file); status != http.StatusOK || !strings.HasPrefix(path, "/submissions/") || !strings.Contains(page, file.name) {
				t.Errorf("%s: %d at %s\n%s", file.name, status, path, page)
			}
		})
	}
	time.Sleep(time.Millisecond)
	o.send("dong-thap-2025")
	sending.Wait()
	if pending, err := o.pipeline.Archive.Pending(); err != nil || len(pending) != 0 {
		t.Errorf("pending %v, %v", pending, err)
	}
}
