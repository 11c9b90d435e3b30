package portal_test

import (
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/portal"
)

// files are the routes that answer with a file, not with a page.
var files = []string{"GET /reports/files", "GET /conferences/{conference}/files", "GET /editions/{edition}/files/{file}", "GET /forms/{form}/{period}/{unit}",
	"GET /submissions/{submission}/annotated", "GET /submissions/{submission}/original"}

// Every page that there is, as each role that may see it, with what a page of an own and a foreign unit says where that is refused.
func TestBrowserEveryPage(t *testing.T) {
	atEach(t, func(o *office, s screen) {
		examples := o.examples()
		for login, role := range visitors {
			p := o.sit(s)
			if login != "" {
				p = o.as(login, s)
			}
			for _, r := range portal.Routes() {
				method, path, _ := strings.Cut(r.Pattern, " ")
				if method != "GET" || slices.Contains(files, r.Pattern) || strings.HasPrefix(path, "/api/") || r.Roles != nil && !slices.Contains(r.Roles, role) || login != "" && r.Roles == nil {
					continue
				}
				own, _, _, err := fillPath(strings.TrimSuffix(path, "{$}"), examples)
				if err != nil {
					t.Fatal(err)
				}
				p.open(own)
				p.look("page" + strings.NewReplacer("/", "-", "{", "", "}", "", "$", "").Replace(path) + "-" + string(role))
			}
			if role == pipeline.ProvinceRole {
				p.open("/board")
				p.look("page-refused")
			}
		}
	})
}
