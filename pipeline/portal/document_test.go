package portal_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// A figure of a preview leads to a trace that says the same: as reported, restated, and of a part that lies in the report's region only in part.
func TestFiguresOfADocument(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.take("tay-nam-bo-2024/*.xlsx")
	o.fill("tong-hop", "ca-mau-2025", "2026-09", "models.closing gần 20", "models.built 3", "models.built@area=dtts 1", "models.dissolved 0")
	b := o.browse("minh")
	partial := false
	for _, query := range []string{tayNamBo, tayNamBo + "&map=2025-07-01", "report=period&unit=ca-mau-2025&period=2026-09"} {
		_, page := b.get("/reports?" + query)
		_, document, _ := strings.Cut(page, `<article class="document">`)
		partial = partial || strings.Contains(document, "within=dia-ban-tay-nam-bo")
		seen := map[string]bool{}
		for _, link := range regexp.MustCompile(`<a href="(/trace\?[^"]*)">([^<]*)</a>`).FindAllStringSubmatch(document, -1) {
			if seen[link[1]] {
				continue
			}
			if seen[link[1]] = true; len(seen)%3 > 0 {
				continue // each takes a moment
			}
			said := link[2]
			if said == "-" {
				said = "0" // as sentences say it
			}
			status, trace := b.get(html.UnescapeString(link[1]))
			if trace = text(trace); status != http.StatusOK || !strings.Contains(trace, ": "+said) {
				t.Errorf("%s: %s leads to %d %s, %s", query, link[2], status, link[1], trace)
			}
		}
		if len(seen) < 3 {
			t.Errorf("%s: %d figures lead to their sources\n%s", query, len(seen), document)
		}
	}
	if !partial {
		t.Error("no part of the restated report leads to its trace within the region")
	}
}
