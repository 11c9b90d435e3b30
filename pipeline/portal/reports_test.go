package portal_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver"
)

// publish publishes October's report of a unit without anybody having drafted it, and returns the edition's id.
func (o *office) publish(unit, number, mark string) string {
	o.Helper()
	c := o.pipeline.Catalog
	report, _ := c.Report("period")
	about, _ := c.Geography.Unit(unit)
	period, _ := pipeline.ParsePeriod("2026-10")
	order, err := c.NewOrder(report, about, period, time.Time{})
	if err != nil {
		o.Fatal(err)
	}
	order.By = "minh"
	order.Approval = &pipeline.Approval{Number: number, Date: pipeline.DayOf(o.clock), Signer: pipeline.Signature{Name: "Trần Thị B"}, Mark: mark}
	published, err := o.pipeline.Publish(context.Background(), order, deliver.Folder{Dir: o.TempDir()})
	if err != nil {
		o.Fatal(err)
	}
	return fmt.Sprint(published.Edition.ID)
}

// take takes in workbooks of a sample.
func (o *office) take(pattern string) {
	o.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "samples", pattern))
	if err != nil || len(paths) == 0 {
		o.Fatal(pattern, err)
	}
	o.takeFiles(paths...)
}

// takeFiles takes in workbooks of the disk.
func (o *office) takeFiles(paths ...string) {
	o.Helper()
	if o.pipeline.Returns == nil {
		o.pipeline.Returns = deliver.Folder{Dir: o.TempDir()}
	}
	var files []pipeline.File
	for _, path := range paths {
		files = append(files, pipeline.File{Name: filepath.Base(path), By: "test", Open: func() (io.ReadCloser, error) { return os.Open(path) }})
	}
	if _, err := o.pipeline.Ingest(context.Background(), files, func(pipeline.Step, pipeline.Receipt, *pipeline.Outcome) {}); err != nil {
		o.Fatal(err)
	}
}

// field is a hidden field of the page; the first of several.
func field(page, name string) string {
	found := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if found == nil {
		return ""
	}
	return found[1]
}

func (b *browser) editions() []pipeline.Edition {
	b.Helper()
	editions, err := b.Editions(context.Background(), pipeline.EditionFilter{})
	if err != nil {
		b.Fatal(err)
	}
	return editions
}

const tayNamBo = "report=period&unit=dia-ban-tay-nam-bo&period=2018..2024"

// must expects an answer with a text.
func (b *browser) must(want int, text string, status int, page string) string {
	b.Helper()
	if status != want || !strings.Contains(page, text) {
		b.Fatalf("%d, expected %d and %q\n%s", status, want, text, page)
	}
	return page
}

// A report is read, drafted, edited, downloaded and approved; each form is carried out once.
func TestReport(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.take("tay-nam-bo-2024/*.xlsx")
	b := o.browse("minh")
	get := func(path string) (int, string) { return b.get(path) }
	status, page := get("/reports?" + tayNamBo)
	b.must(http.StatusOK, "Chưa có dự thảo", status, page)
	once := field(page, "once")
	status, page = b.post("/reports/draft?"+tayNamBo, "once", once, "drafted", "")
	b.must(http.StatusOK, "Đã lập dự thảo", status, page)
	drafted := field(page, "drafted")
	if _, page = b.post("/reports/draft?"+tayNamBo, "once", once, "drafted", ""); field(page, "drafted") != drafted {
		t.Errorf("the same form made draft %s after %s", field(page, "drafted"), drafted)
	}
	file := regexp.MustCompile(`href="(/reports/files[^"]*)"`).FindStringSubmatch(page)
	if file == nil {
		t.Fatalf("no files\n%s", page)
	}
	if status, data := get(strings.ReplaceAll(file[1], "&amp;", "&")); status != http.StatusOK || !strings.HasPrefix(data, "%PDF") {
		t.Errorf("%d %.80s", status, data)
	}

	passage := regexp.MustCompile(`name="(text-[^"]+)"`).FindStringSubmatch(page)
	if passage == nil {
		t.Fatalf("no passages\n%s", page)
	}
	status, bad := b.post("/reports/draft?"+tayNamBo, "once", field(page, "once"), "drafted", drafted, passage[1], "Có <b>thẻ</b>.")
	b.must(http.StatusUnprocessableEntity, "thẻ HTML", status, bad)
	if !strings.Contains(bad, "Có &lt;b&gt;thẻ&lt;/b&gt;.") {
		t.Error("what was typed is lost")
	}
	status, page = b.post("/reports/draft?"+tayNamBo, "once", field(bad, "once"), "drafted", drafted, passage[1], "Cục đã đọc lại.\r\n\r\nHai đoạn.")
	b.must(http.StatusOK, "Cục đã đọc lại.", status, page)
	if !strings.Contains(page, "<p>Hai đoạn.</p>") {
		t.Errorf("the preview is without the edited text\n%s", page)
	}
	status, stale := b.post("/reports/approve?"+tayNamBo, "once", field(page, "once"), "drafted", drafted, "number", "5", "date", "2026-11-16", "signer", "Trần Văn A")
	b.must(http.StatusConflict, "vừa được lập lại", status, stale)
	drafted = field(page, "drafted")
	status, wrong := b.post("/reports/approve?"+tayNamBo, "once", field(page, "once"), "drafted", drafted, "number", "5/BC", "date", "2026-11-17", "mark", "BÍ MẬT")
	for _, text := range []string{"Chỉ ghi phần số", "Ngày này chưa tới", "Ghi họ tên", "Không có độ mật này"} {
		b.must(http.StatusUnprocessableEntity, text, status, wrong)
	}
	approval := []string{"once", field(wrong, "once"), "drafted", drafted, "number", "5", "date", "2026-11-16", "signer", "Trần Văn A"}
	for range 2 {
		status, page = b.post("/reports/approve?"+tayNamBo, approval...)
		b.must(http.StatusOK, ", số 05/", status, page)
	}
	if n := len(b.editions()); n != 1 {
		t.Errorf("%d editions", n)
	}
}

// What was read is what is published, else it is told what differs.
func TestApproveWhatChanged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.take("tay-nam-bo-2024/[a-l]*.xlsx")
	b := o.browse("minh")
	_, page := b.get("/reports?" + tayNamBo)
	_, page = b.post("/reports/draft?"+tayNamBo, "once", field(page, "once"), "drafted", "")
	o.take("tay-nam-bo-2024/[s-v]*.xlsx")
	status, page := b.post("/reports/approve?"+tayNamBo, "once", field(page, "once"), "drafted", field(page, "drafted"), "number", "5", "date", "2026-11-16", "signer", "Trần Văn A")
	b.must(http.StatusConflict, "dự thảo ghi", status, page)
	if n := len(b.editions()); n != 0 {
		t.Errorf("%d editions", n)
	}
}

// The number of another document is refused, and told beside the field.
func TestApproveTakenNumber(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.publish("ca-mau-2025", "5", "")
	b := o.browse("minh")
	const query = "report=period&unit=dong-thap-2025&period=2026-10"
	_, page := b.get("/reports?" + query)
	_, page = b.post("/reports/draft?"+query, "once", field(page, "once"), "drafted", "")
	status, page := b.post("/reports/approve?"+query, "once", field(page, "once"), "drafted", field(page, "drafted"), "number", "05", "date", "2026-11-16", "signer", "Trần Văn A")
	b.must(http.StatusConflict, "đã cấp cho văn bản khác", status, page)
}

// What is chosen wrongly is told beside its field.
func TestReportChosenWrongly(t *testing.T) {
	t.Parallel()
	b := newOffice(t).browse("ky")
	for query, want := range map[string]string{
		"report=muc-luc&unit=viet-nam&period=2026-10":                      "Không có loại báo cáo này",
		"report=period&unit=atlantis&period=2026-10":                       "Không có đơn vị này",
		"report=period&unit=viet-nam&period=" + url.QueryEscape("mùa thu"): "Chưa đọc được kỳ này",
		"report=period&unit=bac-lieu&period=2026-10":                       "không có trên bản đồ của kỳ",
		"report=period&unit=viet-nam&period=2026-10&map=2017-01-01":        "cũ hơn số liệu",
		"report=period&unit=viet-nam&period=2026-10&map=hom-qua":           "Chưa đúng ngày",
	} {
		status, page := b.get("/reports?" + query)
		b.must(http.StatusUnprocessableEntity, want, status, page)
	}
}
