package portal_test

import (
	"archive/zip"
	"context"
	"errors"
	"html"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

// conferenceFiles are conferences in a folder, read by the catalogue's own loader.
type conferenceFiles struct {
	catalog *pipeline.Catalog
	folder  string
}

func (f conferenceFiles) Reload() error {
	all, err := catalog.ReadConferences(f.catalog, catalog.Overlay(f.folder, templates.FS))
	if err == nil {
		f.catalog.Conferences.Replace(all)
	}
	return err
}

func (f conferenceFiles) Own(c pipeline.Conference) bool { return c.File == f.path(c.ID) }

func (f conferenceFiles) Check(id string, text []byte) ([]string, error) {
	before, notThere := os.ReadFile(f.path(id))
	if err := f.write(id, text); err != nil {
		return nil, err
	}
	_, err := catalog.ReadConferences(f.catalog, catalog.Overlay(f.folder, templates.FS))
	if err == nil {
		return nil, nil
	}
	var wrong []string
	for _, one := range err.(interface{ Unwrap() []error }).Unwrap() { //nolint:errorlint // one of errors.Join
		var problem *catalog.Problem
		if errors.As(one, &problem) {
			wrong = append(wrong, problem.Text)
		}
	}
	if notThere != nil {
		return wrong, os.Remove(f.path(id))
	}
	return wrong, f.write(id, before)
}

func (f conferenceFiles) path(id string) string {
	return filepath.Join(f.folder, "conferences", id+".yaml")
}

func (f conferenceFiles) Write(id string, text []byte) error {
	if err := f.write(id, text); err != nil {
		return err
	}
	return f.Reload()
}

func (f conferenceFiles) write(id string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(f.path(id)), 0o700); err != nil {
		return err
	}
	return os.WriteFile(f.path(id), text, 0o600)
}

// conference writes a conference in the form, and returns its id.
func (o *office) conference(id string) string {
	o.Helper()
	b := o.browse("minh")
	_, page := b.get("/conferences/new")
	status, page := b.post("/conferences", "once", field(page, "once"), "id", id, "title", "Hội nghị "+id, "place", "Huế", "date", "2026-11-01", "unit", "viet-nam", "period", "2026-09", "report", "conference")
	b.must(http.StatusOK, "Hội nghị "+id, status, page)
	return id
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

// A conference that was written in the portal is edited there, by one at a time; what was published records the file that it was made with.
func TestConferenceEdited(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.take("tay-nam-bo-2024/*.xlsx")
	b := o.browse("minh")
	_, page := b.get("/conferences/new")
	status, page := b.post("/conferences", "once", field(page, "once"), "id", "mien-tay", "title", "Hội nghị một", "place", "Cần Thơ", "date", "2024-08-15", "name", "Miền Tây",
		"provinces", "ca-mau", "provinces", "bac-lieu", "period", "2018..2024 (số liệu đến 14/8/2024)", "map", "2025-07-01", "report", "conference", "sections", "ket-qua",
		"recipients", "Lãnh đạo Bộ\r\nLưu: VT", "authority", "KT. CỤC TRƯỞNG", "signer", "Nguyễn Văn A")
	b.must(http.StatusOK, "Hội nghị một", status, page)
	status, page = b.post("/conferences/mien-tay/draft", "once", field(page, "once"), "drafted", "")
	b.must(http.StatusOK, "Đã lập dự thảo", status, page)

	_, page = b.get("/conferences/mien-tay/edit")
	edited := filled(page)
	for name, want := range map[string]string{"title": "Hội nghị một", "period": "2018..2024 (số liệu đến 14/8/2024)", "map": "2025-07-01", "authority": "KT. CỤC TRƯỞNG", "signer": "Nguyễn Văn A"} {
		if edited.Get(name) != want {
			t.Errorf("%s is filled with %q, expected %q", name, edited.Get(name), want)
		}
	}
	if got := strings.Join(edited["provinces"], " "); got != "bac-lieu ca-mau" {
		t.Errorf("the provinces that are ticked: %s", got)
	}
	if got := strings.Join(edited["sections"], " "); got != "ket-qua" {
		t.Errorf("the sections that are ticked: %s", got)
	}
	other := o.browse("minh")
	_, page = other.get("/conferences/mien-tay/edit")
	late := filled(page)

	edited.Set("title", "Hội nghị hai")
	status, page = b.send("/conferences/mien-tay/edit", edited)
	b.must(http.StatusOK, "<h1>Hội nghị hai</h1>", status, page)
	late.Set("title", "Hội nghị ba")
	status, page = other.send("/conferences/mien-tay/edit", late)
	b.must(http.StatusConflict, "người khác đã sửa hội nghị này", status, page)
	b.must(http.StatusConflict, "Hội nghị ba", status, page) // what was typed is not lost
	if _, page = b.get("/conferences/mien-tay"); !strings.Contains(page, "<h1>Hội nghị hai</h1>") {
		t.Errorf("it was overwritten\n%s", page)
	}
	status, page = b.post("/conferences/mien-tay/draft", "once", field(page, "once"), "drafted", "")
	b.must(http.StatusOK, "Đã lập dự thảo", status, page)
	hashes := map[string]bool{}
	lines, err := o.Journal(context.Background(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if line.Action == pipeline.DraftAction {
			hashes[line.Detail["catalog"]] = true
		}
	}
	if len(hashes) != 2 {
		t.Errorf("the drafts before and after record %d hashes of what they were made with", len(hashes))
	}

	_, page = b.get("/conferences/mien-tay/edit")
	edited = filled(page)
	edited.Set("place", "")
	status, page = b.send("/conferences/mien-tay/edit", edited)
	b.must(http.StatusUnprocessableEntity, "Ghi nơi họp", status, page)
}

// The defaults are no files of the portal: they are not edited, but a new conference may be like one.
func TestConferenceLike(t *testing.T) {
	t.Parallel()
	b := newOffice(t).browse("minh")
	_, page := b.get("/conferences")
	if strings.Contains(page, "/conferences/tay-nguyen-2024/edit") {
		t.Error("a default is offered to be edited")
	}
	status, page := b.get("/conferences/tay-nguyen-2024/edit")
	b.must(http.StatusConflict, "không sửa ở đây được", status, page)
	status, page = b.get("/conferences/new?like=tay-nguyen-2024")
	b.must(http.StatusOK, "Các ô dưới đây điền theo", status, page)
	like := filled(page)
	if like.Get("id") != "" || like.Get("unit") == "" || like.Get("title") == "" {
		t.Errorf("filled with %v", like)
	}
	like.Set("id", "tay-nguyen-2027")
	status, page = b.send("/conferences", like)
	b.must(http.StatusOK, "Đã lưu hội nghị", status, page)
	b.must(http.StatusOK, "/conferences/tay-nguyen-2027/edit", status, page)
}

var (
	inputs     = regexp.MustCompile(`<input[^>]* name="([^"]+)"[^>]*>`)
	inputValue = regexp.MustCompile(` value="([^"]*)"`)
	selects    = regexp.MustCompile(`(?s)<select[^>]* name="([^"]+)".*?</select>`)
	chosen     = regexp.MustCompile(`<option value="([^"]*)" selected>`)
	areas      = regexp.MustCompile(`(?s)<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>`)
)

// filled is what the form of a page would send as it stands.
func filled(page string) url.Values {
	form := url.Values{}
	for _, found := range inputs.FindAllStringSubmatch(page, -1) {
		if value := inputValue.FindStringSubmatch(found[0]); value != nil && (!strings.Contains(found[0], "checkbox") || strings.Contains(found[0], " checked")) {
			form.Add(found[1], html.UnescapeString(value[1]))
		}
	}
	for _, found := range selects.FindAllStringSubmatch(page, -1) {
		if value := chosen.FindStringSubmatch(found[0]); value != nil {
			form.Set(found[1], value[1])
		}
	}
	for _, found := range areas.FindAllStringSubmatch(page, -1) {
		form.Set(found[1], html.UnescapeString(found[2]))
	}
	return form
}

// send sends a form.
func (b *browser) send(path string, form url.Values) (status int, page string) {
	b.Helper()
	form.Set("token", b.token)
	return b.answer(b.client.PostForm(b.server.URL+path, form))
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
