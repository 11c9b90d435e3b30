package portal_test

import (
	"net/http"
	"strings"
	"testing"
)

// A province sees the reports about it and about regions that it is among, and has their files; others, and those with a mark, are not there for it.
func TestReportsOfAProvince(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	own, region := o.publish("ca-mau-2025", "1", ""), o.publish("tay-nam-bo", "2", "")
	other, elsewhere, marked := o.publish("dong-thap-2025", "3", ""), o.publish("bac-trung-bo", "4", ""), o.publish("viet-nam", "5", "MẬT")
	b := o.browse("lan")
	_, page := b.get("/")
	_, reports, _ := strings.Cut(page, `id="reports"`)
	for _, id := range []string{own, region} {
		b.holds(reports, `href="/editions/`+id+`"`, `href="/editions/`+id+`/files/0" download>PDF`)
		for _, file := range []string{"0", "1"} {
			if status, data := b.get("/editions/" + id + "/files/" + file); status != http.StatusOK || !strings.HasPrefix(data, "%PDF") && !strings.HasPrefix(data, "PK") {
				t.Errorf("edition %s, file %s: %d", id, file, status)
			}
		}
	}
	for _, id := range []string{other, elsewhere, marked} {
		if strings.Contains(reports, `href="/editions/`+id+`"`) {
			t.Errorf("edition %s is listed", id)
		}
		for _, path := range []string{"/editions/" + id, "/editions/" + id + "/files/0"} {
			if status, _ := b.get(path); status != http.StatusNotFound {
				t.Errorf("%s: %d", path, status)
			}
		}
	}
}
