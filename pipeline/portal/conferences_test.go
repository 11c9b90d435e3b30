package portal_test

import (
	"archive/zip"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/compose"
	"tonghop/templates"
)

// conferenceFiles are conferences in a folder, read by the catalogue's own loader.
type conferenceFiles struct {
	on     *pipeline.Pipeline
	folder string
}

func (f conferenceFiles) Pipeline() (*pipeline.Pipeline, error) {
	c, err := catalog.Load(catalog.Overlay(f.folder, templates.FS), "")
	if err != nil {
		return nil, err
	}
	return &pipeline.Pipeline{Catalog: c, Archive: f.on.Archive, Warehouse: f.on.Warehouse, Composer: compose.New(c), Writers: f.on.Writers, Binder: f.on.Binder, Now: f.on.Now}, nil
}

func (f conferenceFiles) Check(id string, text []byte) ([]string, error) {
	if err := f.Write(id, text); err != nil {
		return nil, err
	}
	_, err := f.Pipeline()
	if err == nil {
		return nil, nil
	}
	var wrong []string
	all := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok { //nolint:errorlint // one of errors.Join
		all = joined.Unwrap()
	}
	for _, one := range all {
		var problem *catalog.Problem
		if errors.As(one, &problem) {
			wrong = append(wrong, problem.Text)
		}
	}
	return wrong, os.Remove(f.path(id))
}

func (f conferenceFiles) path(id string) string {
	return filepath.Join(f.folder, "conferences", id+".yaml")
}

func (f conferenceFiles) Write(id string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(f.path(id)), 0o700); err != nil {
		return err
	}
	return os.WriteFile(f.path(id), text, 0o600)
}

// A conference is written in a form, its pack drafted and downloaded, all without a restart.
func TestConference(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.take("tay-nam-bo-2024/*.xlsx")
	b := o.browse("minh")
	_, page := b.get("/conferences/new")
	fields := []string{"title", `Hội nghị "thử": {a} # b`, "place", "Cần Thơ", "date", "2024-08-15", "unit", "dia-ban-tay-nam-bo", "period", "2018..2024", "report", "conference",
		"sections", "ket-qua", "sections", "doi-chieu", "recipients", "Lãnh đạo Bộ\r\nLưu: VT"}
	status, page := b.post("/conferences", append(fields, "once", field(page, "once"), "id", "../../x")...)
	b.must(http.StatusUnprocessableEntity, "Chỉ dùng chữ a đến z", status, page)
	status, page = b.post("/conferences", append(fields, "once", field(page, "once"), "id", "can-tho-2024")...)
	b.must(http.StatusOK, "Hội nghị &#34;thử&#34;: {a} # b", status, page)
	status, page = b.post("/conferences/can-tho-2024/draft", "once", field(page, "once"), "drafted", "")
	b.must(http.StatusOK, "Đã lập dự thảo", status, page)
	link := regexp.MustCompile(`href="([^"]+)" download>can-tho-2024.zip`).FindStringSubmatch(page)
	if link == nil {
		t.Fatalf("no archive\n%s", page)
	}
	_, data := b.get(strings.ReplaceAll(link[1], "&amp;", "&"))
	if archive, err := zip.NewReader(strings.NewReader(data), int64(len(data))); err != nil || len(archive.File) < 5 {
		t.Errorf("%v, %v", archive, err)
	}
	_, page = b.get("/conferences/new")
	status, page = b.post("/conferences", append(fields, "once", field(page, "once"), "id", "can-tho-2024")...)
	b.must(http.StatusUnprocessableEntity, "Đã có hội nghị mang mã này", status, page)
}

// What the catalogue finds wrong is told beside the field, and nothing is kept.
func TestConferenceRefused(t *testing.T) {
	t.Parallel()
	b := newOffice(t).browse("minh")
	for _, wrong := range []struct{ field, value, want string }{
		{"unit", "bac-lieu", "không có trên bản đồ ngày cuối kỳ"},
		{"map", "2017-01-01", "Bản đồ này cũ hơn số liệu"},
		{"sections", "khong-co", "không có phần ấy"},
		{"date", "2020-01-01", "trước khi kỳ bắt đầu"},
		{"id", "viet-nam", "đã là của một báo cáo hoặc một đơn vị"},
	} {
		_, page := b.get("/conferences/new")
		values := map[string]string{"id": "thu-2027", "title": "Hội nghị", "place": "Huế", "date": "2026-11-01", "unit": "viet-nam", "period": "2026-09", "report": "conference"}
		values[wrong.field] = wrong.value
		fields := []string{"once", field(page, "once")}
		for name, value := range values {
			fields = append(fields, name, value)
		}
		status, page := b.post("/conferences", fields...)
		b.must(http.StatusUnprocessableEntity, wrong.want, status, page)
		if status, _ := b.get("/conferences/" + values["id"]); status != http.StatusNotFound {
			t.Errorf("%s: kept", wrong.field)
		}
	}
}
