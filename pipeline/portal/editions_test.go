package portal_test

import (
	"archive/zip"
	"context"
	"net/http"
	"strings"
	"testing"
)

// The files of a marked edition are for the department only; the list names it to whoever reads.
func TestMarkedEdition(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.publish("ca-mau-2025", "7", "MẬT")
	for login, want := range map[string]int{"minh": http.StatusOK, "ky": http.StatusForbidden, "lan": http.StatusNotFound, "bac": http.StatusNotFound} {
		if status, _ := o.browse(login).get("/editions/" + id + "/files/0"); status != want {
			t.Errorf("%s: %d, expected %d", login, status, want)
		}
	}
	b := o.browse("ky")
	status, page := b.get("/editions/" + id)
	b.must(http.StatusOK, "chỉ Cục được tải tệp", status, page)
	if status, page = b.get("/reports?report=period&unit=ca-mau-2025&period=2026-10"); !strings.Contains(page, "chỉ Cục được xem") || strings.Contains(page, `class="document"`) {
		t.Errorf("%d: the text of what is marked\n%s", status, page)
	}
}

// Reprinting hands over all files as they were, and the journal has it.
func TestReprint(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.publish("ca-mau-2025", "7", "")
	b := o.browse("minh")
	_, page := b.get("/editions?period=2026-10")
	if !strings.Contains(page, `href="/editions/`+id+`"`) {
		t.Errorf("not listed\n%s", page)
	}
	if _, page = b.get("/editions?period=2026-09"); strings.Contains(page, `href="/editions/`+id+`"`) {
		t.Error("listed under another period")
	}
	b.get("/editions/" + id)
	_, data := b.post("/editions/" + id + "/reprint")
	archive, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if files := b.editions()[0].Files; len(archive.File) != len(files) || archive.File[0].Name != files[0].Name || archive.File[0].UncompressedSize64 != uint64(files[0].Size) {
		t.Errorf("%v, expected %v", archive.File, files)
	}
	audit, err := o.Audit(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	last := audit.Entries[len(audit.Entries)-1]
	if last.Who != "minh" || last.Action != "reprint" {
		t.Errorf("%+v", last)
	}
}
