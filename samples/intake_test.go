package samples_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/compose"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/inbox"
	"tonghop/pipeline/sample"
	"tonghop/pipeline/vi"
)

// mailroom is an office with an inbox. Its files are complete at once.
type mailroom struct {
	*office
	inbox *inbox.Inbox
	dir   string
	said  bytes.Buffer
}

func newMailroom(t *testing.T, folder string) *mailroom {
	t.Helper()
	c := loadCatalog(t)
	m := &mailroom{office: officeIn(t, c, folder), dir: filepath.Join(folder, "inbox")}
	m.Now = time.Now // as the stamps of files
	var units []string
	for _, u := range c.Geography.Units {
		units = append(units, u.ID)
	}
	m.inbox = inbox.New(m.dir, units, 0, time.Now, slog.New(slog.NewTextHandler(&m.said, nil)))
	if err := m.inbox.Make([]string{"ca-mau", "an-giang", "bac-lieu", "ca-mau-2025", "tay-nam-bo"}); err != nil {
		t.Fatal(err)
	}
	return m
}

func (m *mailroom) drop(name string, data []byte) {
	m.t.Helper()
	if err := os.WriteFile(filepath.Join(m.dir, name), data, 0o644); err != nil {
		m.t.Fatal(err)
	}
}

// intake expects what an intake did.
func (m *mailroom) intake(want string) {
	m.t.Helper()
	if did, err := m.Intake(context.Background(), m.inbox); err != nil || did != want {
		m.t.Fatalf("did %q, %v; expected %q", did, err, want)
	}
}

// answers returns the texts in a unit's folder of answers, by their names.
func (m *mailroom) answers(unit string) map[string]string {
	m.t.Helper()
	texts := map[string]string{}
	entries, _ := os.ReadDir(filepath.Join(m.dir, unit, vi.AnswersFolder))
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(m.dir, unit, vi.AnswersFolder, entry.Name()))
		if err != nil {
			m.t.Fatal(err)
		}
		texts[entry.Name()] = string(text)
	}
	return texts
}

// claims counts the files that are claimed.
func (m *mailroom) claims() int {
	found, _ := filepath.Glob(filepath.Join(m.dir, "*", ".taking", "*", "*"))
	return len(found)
}

func TestIntake(t *testing.T) {
	m := newMailroom(t, t.TempDir())
	m.intake("no workbooks")
	m.drop("ca-mau/báo cáo.xlsx", form(t, "ca-mau", "2024-08", 66))
	m.drop("an-giang/ảnh\nchụp.jpg", []byte("\x89PNG\r\n\x1a\n and so on"))
	m.drop("ca-mau-2025/wrong.xlsx", spoiled(t))
	m.intake("3 workbooks: 1 accepted, 1 returned, 1 rejected")
	m.intake("no workbooks")
	if m.claims() > 0 || m.said.Len() > 0 {
		t.Errorf("%d claims are left, said %s", m.claims(), &m.said)
	}
	for unit, want := range map[string][]string{
		"ca-mau":      {"\ufeffTệp: báo cáo.xlsx\r\n", "Biểu số 01/TH-BVANTQ, tỉnh Cà Mau, kỳ báo cáo: tháng 8 năm 2024.", "ĐÃ TIẾP NHẬN, số liệu được tính (bản 1)"},
		"an-giang":    {"\ufeffTệp: ảnh chụp.jpg\r\n", "KHÔNG TIẾP NHẬN", "1. LỖI\r\n   Tệp", "hệ thống không đọc được số liệu trong ảnh"},
		"ca-mau-2025": {"TRẢ LẠI", "1. LỖI (", "wrong.xlsx trong thư mục này, ở đó có ghi từng chỗ cần sửa"},
	} {
		texts := m.answers(unit)
		var text string
		for name, content := range texts {
			if strings.HasSuffix(name, ".txt") {
				text += content
			}
		}
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("%s is not told %q:\n%s", unit, part, text)
			}
		}
		if annotated := len(texts) - 1; annotated != 1 && unit != "ca-mau" || annotated != 0 && unit == "ca-mau" {
			t.Errorf("%s has %d annotated workbooks", unit, annotated)
		}
	}
}

// spoiled is a form with a word for a figure.
func spoiled(t testing.TB) []byte {
	t.Helper()
	table := "file,layout,reporter,period,unit,indicator,breakdown,figure\nx.xlsx,tong-hop,ca-mau-2025,2026-02,ca-mau-2025,models.closing,,nhiều lắm\n"
	made, err := sample.Build(loadCatalog(t), excel.WriteForm, tables(table, ""))
	if err != nil {
		t.Fatal(err)
	}
	return made[0].Bytes
}

// A form of another unit than its folder's is rejected, and its bytes are judged anew wherever they come next.
func TestOtherUnitsFolder(t *testing.T) {
	m := newMailroom(t, t.TempDir())
	steps := []struct {
		folder  string
		data    []byte
		want    string
		explain string
	}{
		{"ca-mau", form(t, "ca-mau", "2024-08", 66), "1 workbook: 1 accepted", ""},
		{"an-giang", form(t, "ca-mau", "2024-08", 66), "1 workbook: 1 rejected", "known bytes in another folder"},
		{"ca-mau", form(t, "ca-mau", "2024-08", 66), "1 workbook: 1 unchanged", "and back in their own"},
		{"tay-nam-bo", form(t, "ca-mau", "2024-09", 66), "1 workbook: 1 rejected", "a superior is not its part"},
		{"ca-mau", form(t, "ca-mau", "2024-09", 66), "1 workbook: 1 accepted", "what was refused for its folder is taken in its own"},
		{"ca-mau-2025", form(t, "ca-mau", "2024-10", 66), "1 workbook: 1 accepted", "an old unit's form in the folder of what it became"},
		{"ca-mau-2025", form(t, "bac-lieu", "2024-10", 40), "1 workbook: 1 accepted", "and of what it became a part of"},
		{"bac-lieu", form(t, "bac-lieu", "2024-11", 41), "1 workbook: 1 accepted", "an ended unit's own folder"},
		{"ca-mau", form(t, "bac-lieu", "2024-12", 41), "1 workbook: 1 rejected", "what merged is not one before"},
		{"ca-mau", form(t, "ca-mau-2025", "2026-02", 70), "1 workbook: 1 rejected", "a new unit's form in an old one's folder"},
		{"ca-mau-2025", form(t, "ca-mau-2025", "2026-02", 70), "1 workbook: 1 accepted", ""},
	}
	for n, step := range steps {
		m.drop(step.folder+"/bao-cao.xlsx", step.data)
		if did, err := m.Intake(context.Background(), m.inbox); err != nil || did != step.want {
			t.Fatalf("step %d, %s: did %q, %v; expected %q", n, step.explain, did, err, step.want)
		}
	}
	for folder, parts := range map[string][]string{
		"an-giang":   {"nằm trong thư mục “an-giang” của tỉnh An Giang, nhưng theo dòng “Đơn vị báo cáo” và kỳ báo cáo thì biểu là của tỉnh Cà Mau;", "gửi tệp này vào thư mục “ca-mau-2025”, hoặc báo Cục"},
		"tay-nam-bo": {"của khu vực Tây Nam Bộ, nhưng theo dòng", "gửi tệp này vào thư mục “ca-mau-2025”, hoặc báo Cục"},
		"ca-mau": {"thì biểu là của tỉnh Bạc Liêu;", "của tỉnh Cà Mau (đến ngày 30/6/2025), nhưng", "thì biểu là của tỉnh Cà Mau (từ ngày 01/7/2025);",
			"nếu là biểu của tỉnh Cà Mau (đến ngày 30/6/2025) thì sửa dòng “Đơn vị báo cáo” (và mã đơn vị, kỳ báo cáo, nếu sai)"},
	} {
		said := fmt.Sprint(m.answers(folder))
		for _, part := range parts {
			if !strings.Contains(said, part) {
				t.Errorf("the answers to %s do not say %q:\n%s", folder, part, said)
			}
		}
	}
	if texts := m.answers("an-giang"); len(texts) != 2 {
		t.Errorf("answers %v", texts)
	}
	if taken := m.take(sample.Workbook{Name: "by-hand.xlsx", Bytes: form(t, "bac-lieu", "2024-12", 41)}); taken[0].State != pipeline.Accepted {
		t.Errorf("by hand it is %s", taken[0].State)
	}
	if verified, err := m.Verify(context.Background(), ""); err != nil || len(verified.Problems) > 0 {
		t.Errorf("%v %v", verified.Problems, err)
	}
}

// The folder is in the receipt: a process that was killed before it read the workbook has not forgotten it.
func TestFolderAfterCrash(t *testing.T) {
	m := newMailroom(t, t.TempDir())
	told := pipeline.Receipt{Name: "bao-cao.xlsx", By: "an-giang", Unit: "an-giang", Received: clock()}
	spooled, err := m.Archive.Spool(bytes.NewReader(form(t, "ca-mau", "2024-08", 66)))
	if err != nil {
		t.Fatal(err)
	}
	defer spooled.Drop()
	if _, _, err := spooled.Put(told, nil); err != nil {
		t.Fatal(err)
	}
	outcomes := m.take()
	if len(outcomes) != 1 || outcomes[0].State != pipeline.Rejected || outcomes[0].Findings[0].Rule != pipeline.OtherUnitRefusal {
		t.Errorf("%+v", outcomes)
	}
}

// What cannot be answered is kept, and answered by a later intake; it is not settled again.
func TestAnswerLater(t *testing.T) {
	folder := t.TempDir()
	m := newMailroom(t, folder)
	blocked := filepath.Join(m.dir, "ca-mau", vi.AnswersFolder)
	if err := os.WriteFile(blocked, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	m.drop("ca-mau/a.xlsx", form(t, "ca-mau", "2024-08", 66))
	m.drop("an-giang/b.xlsx", form(t, "an-giang", "2024-08", 30))
	did, err := m.Intake(context.Background(), m.inbox)
	if err == nil || !strings.Contains(err.Error(), "a.xlsx of ca-mau") || did != "1 workbook: 1 accepted" || m.claims() != 1 {
		t.Fatalf("%q %v, %d claims", did, err, m.claims())
	}
	if err := os.Remove(blocked); err != nil {
		t.Fatal(err)
	}
	m.intake("1 workbook: 1 accepted")
	receipts, err := m.Archive.Receipts()
	if err != nil || len(receipts) != 2 || m.claims() != 0 || len(m.answers("ca-mau")) != 1 {
		t.Errorf("%d receipts, %v; %d claims; %v", len(receipts), err, m.claims(), m.answers("ca-mau"))
	}
}

// failing is an inbox in which one file cannot be read.
type failing struct {
	*inbox.Inbox
	name string
	open func(io.ReadCloser) (io.ReadCloser, error)
}

func (f failing) Ready(ctx context.Context) ([]pipeline.Claimed, time.Time, error) {
	claimed, next, err := f.Inbox.Ready(ctx)
	for n, c := range claimed {
		if c.Name == f.name {
			claimed[n].Open = func() (io.ReadCloser, error) {
				opened, err := c.Open()
				if err != nil {
					return nil, err
				}
				return f.open(opened)
			}
		}
	}
	return claimed, next, err
}

var errDisk = errors.New("input/output error")

type brokenReader struct{ io.Closer }

func (brokenReader) Read([]byte) (int, error) { return 0, errDisk }

// A file that cannot be read keeps no other waiting, and is not lost.
func TestUnreadableFile(t *testing.T) {
	for how, open := range map[string]func(io.ReadCloser) (io.ReadCloser, error){
		"opened": func(r io.ReadCloser) (io.ReadCloser, error) { r.Close(); return nil, errDisk },
		"read":   func(r io.ReadCloser) (io.ReadCloser, error) { return brokenReader{r}, nil },
	} {
		m := newMailroom(t, t.TempDir())
		for n, name := range []string{"a.xlsx", "b.xlsx", "c.xlsx"} {
			m.drop("ca-mau/"+name, form(t, "ca-mau", fmt.Sprintf("2024-%02d", n+1), 66))
		}
		did, err := m.Intake(context.Background(), failing{m.inbox, "b.xlsx", open})
		if !errors.Is(err, errDisk) || did != "2 workbooks: 2 accepted" || m.claims() != 1 {
			t.Errorf("%s: %q, %v, %d claims", how, did, err, m.claims())
		}
		m.intake("1 workbook: 1 accepted")
	}
}

// Who is told by e-mail is not told in the folder, but of what no e-mail tells.
func TestAnsweredByMail(t *testing.T) {
	m := newMailroom(t, t.TempDir())
	c := *m.Catalog
	c.Config.Addresses = map[string][]string{"ca-mau-2025": {"pv05@camau.example.vn"}}
	m.Catalog = &c
	m.drop("ca-mau/a.xlsx", form(t, "ca-mau", "2024-08", 66))
	m.intake("1 workbook: 1 accepted")
	if texts := m.answers("ca-mau"); len(texts) != 1 {
		t.Errorf("without a server: %v", texts)
	}
	c.Config.Mail.Server = "mail.example.vn"
	m.drop("ca-mau/b.xlsx", form(t, "ca-mau", "2024-09", 66))
	m.intake("1 workbook: 1 accepted")
	if texts := m.answers("ca-mau"); len(texts) != 1 {
		t.Errorf("with one: %v", texts)
	}
	m.drop("ca-mau/c.xlsx", form(t, "ca-mau", "2024-09", 66))
	m.intake("1 workbook: 1 unchanged")
	if texts := m.answers("ca-mau"); len(texts) != 2 {
		t.Errorf("of what changes nothing: %v", texts)
	}
}

// Of a file of which nobody knows whose form it is, whoever's folder it lay in is told by e-mail; and of the same file in the folder once more, there.
func TestUnknownFileByMail(t *testing.T) {
	m := newMailroom(t, t.TempDir())
	ctx := context.Background()
	c := *m.Catalog
	c.Config.Addresses, c.Config.Mail.Server = map[string][]string{"ca-mau-2025": {"pv05@camau.example.vn"}}, "mail.example.vn"
	m.Catalog, m.Deliveries, m.Letters = &c, m.warehouse, compose.New(&c)
	if err := m.warehouse.DeliverSince(ctx, m.Now()); err != nil {
		t.Fatal(err)
	}
	picture := []byte("\x89PNG\r\n\x1a\n and so on")
	m.drop("ca-mau/ảnh.jpg", picture)
	m.drop("ca-mau/d.xlsx", form(t, "an-giang", "2024-09", 66))
	m.drop("an-giang/ảnh khác.jpg", append(picture, '!'))
	m.intake("3 workbooks: 3 rejected")
	if _, err := m.QueueUndelivered(ctx); err != nil {
		t.Fatal(err)
	}
	told, err := m.warehouse.Deliveries(ctx, pipeline.DeliveryFilter{Recipient: "pv05@camau.example.vn"})
	all, failed := m.warehouse.Deliveries(ctx, pipeline.DeliveryFilter{})
	if err != nil || failed != nil || len(told) != 2 || len(all) != 2 || told[0].Unit != "ca-mau" || told[1].Unit != "ca-mau" {
		t.Fatalf("%+v, %v, %v", all, err, failed)
	}
	for _, d := range told {
		d, _, err := m.warehouse.Delivery(ctx, d.ID)
		says := "chỉ liệt kê" // nothing can be written into a picture
		if strings.Contains(d.Title, "d.xlsx") {
			says = "là chính tệp của quý đơn vị"
		}
		for _, sentence := range []string{"chỉ liệt kê", "là chính tệp của quý đơn vị"} {
			if err != nil || strings.Contains(d.Text, sentence) != (sentence == says) {
				t.Errorf("%v, expected that it %s:\n%s", err, says, d.Text)
			}
		}
	}
	if texts := m.answers("ca-mau"); len(texts) > 0 {
		t.Errorf("told by e-mail, and in the folder: %v", texts)
	}
	if texts := m.answers("an-giang"); len(texts) != 2 {
		t.Errorf("without an address: %v", texts)
	}
	m.drop("ca-mau/ảnh.jpg", picture)
	m.intake("1 workbook: 1 rejected")
	if did, err := m.QueueUndelivered(ctx); err != nil || did != "" || len(m.answers("ca-mau")) != 2 {
		t.Errorf("the same once more: %q, %v, %v", did, err, m.answers("ca-mau"))
	}
}

// What is more than a sweep takes, the intake takes in several.
func TestIntakeOfMany(t *testing.T) {
	m := newMailroom(t, t.TempDir())
	for n := range 130 {
		m.drop(fmt.Sprintf("ca-mau/%d.txt", n), fmt.Append(nil, "no workbook ", n))
	}
	m.intake("130 workbooks: 130 rejected")
	if m.claims() > 0 || len(m.answers("ca-mau")) != 2*130 {
		t.Errorf("%d claims, %d answers", m.claims(), len(m.answers("ca-mau")))
	}
}

// A correction comes behind what it corrects, also where both came at once.
func TestIntakeInOrder(t *testing.T) {
	m := newMailroom(t, t.TempDir())
	for n, name := range []string{"z.xlsx", "a.xlsx", "m.xlsx"} {
		m.drop("ca-mau/"+name, form(t, "ca-mau", "2024-08", 66+n))
		time.Sleep(20 * time.Millisecond) // stamps of files are this coarse
	}
	m.intake("3 workbooks: 3 accepted")
	receipts, err := m.Archive.Receipts()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range receipts {
		names = append(names, r.Name)
	}
	if !slices.Equal(names, []string{"z.xlsx", "a.xlsx", "m.xlsx"}) {
		t.Errorf("%q", names)
	}
}
