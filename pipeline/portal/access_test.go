package portal_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/portal"
)

// forAnybody are the routes that may be asked for without logging in: there are no others.
var forAnybody = []string{"GET /login", "POST /login"}

// visitors are who asks, by login: an account of each role, and nobody.
var visitors = map[string]pipeline.Role{"": "", "lan": pipeline.ProvinceRole, "minh": pipeline.DepartmentRole, "an": pipeline.AdministratorRole, "ky": pipeline.AuditorRole}

// example is what the name in a path's braces may stand for: something of lan's province, and something of another; the same where a name
// belongs to no unit.
type example struct{ own, foreign string }

// examples are the examples by name. Whoever writes a pattern with another name adds it here, and makes it where it has to be there.
func (o *office) examples() map[string]example {
	o.Helper()
	own, foreign := o.send("ca-mau-2025"), o.send("dong-thap-2025")
	if err := o.SaveAccount(context.Background(), pipeline.Account{Login: "tam", Name: "Tâm", Role: pipeline.AuditorRole, Changed: o.clock}, "test", "added"); err != nil {
		o.Fatal(err)
	}
	token, _ := o.newToken("ca-mau-2025")
	return map[string]example{
		"token":      {fmt.Sprint(token.ID), fmt.Sprint(token.ID)},
		"login":      {"tam", "tam"},
		"unit":       {"ca-mau-2025", "dong-thap-2025"},
		"submission": {fmt.Sprint(own), fmt.Sprint(foreign)},
		"edition":    {o.publish("ca-mau-2025", "1", ""), o.publish("dong-thap-2025", "2", "")},
		"file":       {"0", "0"},
		"delivery":   {o.queue("queued"), o.queue("failed")},
		"job":        {"intake", "verify"},
		"form":       {"tong-hop", "tong-hop"},
		"period":     {"2026-10", "2026-10"},
		"conference": {o.conference("ha-noi-2026"), o.conference("hue-2026")},
		"receipt":    {fmt.Sprint(own), fmt.Sprint(foreign)},
		"receipts":   {fmt.Sprint(own), fmt.Sprint(foreign)},
	}
}

// send takes in a unit's form in which nothing is filled in, and returns the number of the submission: it goes back.
func (o *office) send(unit string) int64 {
	return o.workbook(unit, unit+".xlsx", o.form(unit, "2026-10"))
}

// form is a unit's form 01 of a period, with nothing filled in.
func (o *office) form(unit, of string) []byte {
	o.Helper()
	period, err := pipeline.ParsePeriod(of)
	if err != nil {
		o.Fatal(err)
	}
	_, last := o.pipeline.Catalog.Config.Calendar.Days(period)
	layout, ok := o.pipeline.Catalog.Layout("tong-hop", last)
	reporter, known := o.pipeline.Catalog.Geography.Unit(unit)
	if !ok || !known {
		o.Fatalf("no layout, or no unit %s", unit)
	}
	var form bytes.Buffer
	if err := excel.WriteForm(&form, o.pipeline.Catalog.Form(layout, reporter, period)); err != nil {
		o.Fatal(err)
	}
	return form.Bytes()
}

var named = regexp.MustCompile(`\{([a-z]+)(\.\.\.|\$)?\}`)

// fillPath puts examples in the place of the names of a path; owned is whether one of them is of a unit.
func fillPath(path string, examples map[string]example) (own, foreign string, owned bool, err error) {
	path = strings.ReplaceAll(path, "{$}", "")
	own, foreign = path, path
	for _, found := range named.FindAllStringSubmatch(path, -1) {
		e, ok := examples[found[1]]
		if !ok {
			return "", "", false, fmt.Errorf("%s names %s, of which there is no example: add one to examples in access_test.go, of lan's province and of another, and check in checkNamed of access.go whose it is", path, found[0])
		}
		own, foreign = strings.ReplaceAll(own, found[0], e.own), strings.ReplaceAll(foreign, found[0], e.foreign)
		owned = owned || e.own != e.foreign
	}
	return own, foreign, owned, nil
}

// TestWhoMayAskForWhat asks for every page and action as everybody, of the own and of another unit.
func TestWhoMayAskForWhat(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	examples := o.examples()
	browsers := map[string]*browser{}
	for login := range visitors {
		browsers[login] = o.strict(login)
	}
	for _, route := range portal.Routes() {
		method, path, _ := strings.Cut(route.Pattern, " ")
		if public := slices.Contains(forAnybody, route.Pattern); public != (route.Roles == nil) {
			t.Errorf("%s: roles %v; a route says who may ask for it, and only %v are for anybody", route.Pattern, route.Roles, forAnybody)
			continue
		}
		own, foreign, owned, err := fillPath(path, examples)
		if err != nil {
			t.Error(err)
			continue
		}
		for login, role := range visitors {
			b := browsers[login]
			may := route.Roles == nil || slices.Contains(route.Roles, role)
			b.expect(method, own, login == "" && route.Roles != nil, may, true)
			if owned {
				b.expect(method, foreign, login == "", may, role != pipeline.ProvinceRole)
			}
		}
	}
}

// TestPathsOfExamples says what whoever adds a route with a name of its own is told.
func TestPathsOfExamples(t *testing.T) {
	t.Parallel()
	examples := map[string]example{"unit": {"a", "b"}}
	if own, foreign, owned, err := fillPath("/units/{unit}/{$}", examples); own != "/units/a/" || foreign != "/units/b/" || !owned || err != nil {
		t.Error(own, foreign, owned, err)
	}
	if _, _, _, err := fillPath("/units/{unit}/{year}", examples); err == nil || !strings.Contains(err.Error(), "names {year}, of which there is no example") {
		t.Error(err)
	}
}

// strict opens a browser that follows nowhere, so that where it is sent is seen.
func (o *office) strict(login string) *browser {
	o.Helper()
	b := o.browse(login)
	b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return b
}

// expect asks, and compares the answer with what must come: the login for nobody, 403 for whose role may not, 404 for what is another unit's.
func (b *browser) expect(method, path string, nobody, may, concerned bool) {
	b.Helper()
	b.enter()
	status, where := b.ask(method, path)
	fine, want := false, "something other than a refusal"
	switch {
	case nobody:
		fine, want = status == http.StatusSeeOther && where == "/login", "303 to /login"
	case !may:
		fine, want = status == http.StatusForbidden, "403"
	case !concerned:
		fine, want = status == http.StatusNotFound, "404"
	case method == http.MethodGet:
		fine, want = status == http.StatusOK || status == http.StatusSeeOther && where != "/login", "200 or 303"
	default: // nothing is filled in
		fine = slices.Contains([]int{http.StatusOK, http.StatusSeeOther, http.StatusBadRequest, http.StatusConflict, http.StatusUnprocessableEntity}, status)
	}
	if !fine {
		b.Errorf("%s %s as %q: %d %s, expected %s", method, path, b.login, status, where, want)
	}
}

// enter logs in anew where the last action ended the session, and takes the token of a page that everybody has.
func (b *browser) enter() {
	b.Helper()
	if b.login == "" {
		b.get("/login")
		return
	}
	if status, _ := b.get("/password"); status != http.StatusOK {
		b.client.Jar = b.strict(b.login).client.Jar
		b.get("/password")
	}
}

// ask sends a request, an action with the token alone, and returns the status and where it leads.
func (b *browser) ask(method, path string) (status int, where string) {
	b.Helper()
	form := url.Values{"token": {b.token}}
	request, err := http.NewRequestWithContext(b.Context(), method, b.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := b.client.Do(request)
	status, _ = b.answer(response, err)
	return status, response.Header.Get("Location")
}
