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

// Every page that there is, as each role that may see it: on a phone, where less fits. The auditor's pages are the department's without its forms.
func TestBrowserEveryPage(t *testing.T) {
	t.Parallel()
	o, phone := newOffice(t), screens[1]
	examples := o.examples()
	for login, role := range visitors {
		if role == pipeline.AuditorRole {
			continue
		}
		p := o.sit(phone)
		if login != "" {
			p = o.as(login, phone)
		}
		for _, r := range portal.Routes() {
			method, path, _ := strings.Cut(r.Pattern, " ")
			public := r.Roles == nil
			if method != "GET" || slices.Contains(files, r.Pattern) || strings.HasPrefix(path, "/api/") || public != (login == "") || !public && !slices.Contains(r.Roles, role) {
				continue
			}
			own, _, _, err := fillPath(strings.TrimSuffix(path, "{$}"), examples)
			if err != nil {
				t.Fatal(err)
			}
			p.open(own)
			p.judge(login + " at " + own)
		}
		if role == pipeline.ProvinceRole {
			p.open("/board")
			p.judge("a page that is refused")
		}
	}
}
