package portal_test

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/portal"
)

// program asks with a token's secret; "" is none.
func (o *office) program(method, path, secret string) (status int, answer string) {
	o.Helper()
	request, err := http.NewRequestWithContext(o.Context(), method, o.server.URL+path, nil)
	if err != nil {
		o.Fatal(err)
	}
	return o.answerTo(request, secret)
}

func (o *office) answerTo(request *http.Request, secret string) (status int, answer string) {
	o.Helper()
	if secret != "" {
		request.Header.Set("Authorization", "Bearer "+secret)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		o.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		o.Fatal(err)
	}
	if response.Header.Get("Set-Cookie") != "" || response.Header.Get("Vary") != "" {
		o.Errorf("%s %s: a program is answered as a browser: %v", request.Method, request.URL, response.Header)
	}
	return response.StatusCode, string(text)
}

// refused fails unless a program is told of an error: by its status, its code, and a sentence without a place that nothing is filled into.
func (o *office) refused(what string, status int, answer, code string) {
	o.Helper()
	var got struct {
		Error struct{ Code, Sentence string }
	}
	err := json.Unmarshal([]byte(answer), &got)
	if err != nil || status != portal.APIStatus[code] || got.Error.Code != code || got.Error.Sentence == "" || strings.Contains(got.Error.Sentence, "{") {
		o.Errorf("%s: %d %s, expected %s", what, status, answer, code)
	}
}

func (o *office) newToken(unit string) (pipeline.Token, string) {
	o.Helper()
	token, secret := pipeline.NewToken(unit, "an")
	token, err := o.AddToken(context.Background(), token)
	if err != nil {
		o.Fatal(err)
	}
	return token, secret
}

// TestProgramsAskForTheirOwn asks for everything of the API with a token, of the unit and of another, without one and with one that was revoked, and as
// somebody who is logged in.
func TestProgramsAskForTheirOwn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	examples := o.examples()
	_, secret := o.newToken("ca-mau-2025")
	_, others := o.newToken("dong-thap-2025")
	_, nobodys := o.newToken("nowhere") // of a unit that the map does not know any more
	revoked, ended := o.newToken("ca-mau-2025")
	if ok, err := o.RevokeToken(context.Background(), revoked.ID, "an"); !ok || err != nil {
		t.Fatal(ok, err)
	}
	lan := o.browse("lan")
	for _, pattern := range portal.APIPatterns() {
		method, path, _ := strings.Cut(pattern, " ")
		own, foreign, owned, err := fillPath(path, examples)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, wrong := range []string{"", "tonghop_nonsense", ended} {
			status, answer := o.program(method, own, wrong)
			o.refused(own+" with "+wrong, status, answer, "unauthorized")
		}
		if status, _ := lan.ask(method, own); status != http.StatusUnauthorized {
			t.Errorf("%s by a browser that is logged in: %d", own, status)
		}
		if status, answer := o.program(method, own, secret); method == http.MethodGet && status != http.StatusOK || status >= http.StatusInternalServerError || status == http.StatusNotFound {
			t.Errorf("%s: %d %s", own, status, answer)
		}
		status, answer := o.program(method, own+"?nonsense=1", secret)
		o.refused(own+" with a parameter", status, answer, "unknown-parameter")
		if _, answer := o.program(method, own, nobodys); !owned && strings.Contains(answer, "-2025") {
			t.Errorf("%s of a unit that is not there: %s", own, answer)
		}
		if owned {
			for path, secret := range map[string]string{foreign: secret, own: others} {
				status, answer := o.program(method, path, secret)
				o.refused(path+" of another unit", status, answer, "not-found")
			}
		}
	}
	if status, where := o.strict("").ask(http.MethodGet, "/submissions"); status != http.StatusSeeOther || where != "/login" {
		t.Error(status, where)
	}
	request, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, o.server.URL+"/submissions", nil)
	request.Header.Set("Authorization", "Bearer "+secret)
	if _, page := o.browse("").answer(http.DefaultClient.Do(request)); !strings.Contains(page, `action="/login"`) {
		t.Errorf("a token opens a page\n%s", page)
	}
	if strings.Contains(o.log.String(), secret) {
		t.Error("the token stands in the log")
	}
}

// TestProgramsAreToldWhatIsWrong asks for what there is not, or not so.
func TestProgramsAreToldWhatIsWrong(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, secret := o.newToken("ca-mau-2025")
	for _, c := range []struct{ method, path, code string }{
		{"GET", "/api/v1/nonsense", "not-found"},
		{"GET", "/api/", "not-found"},
		{"GET", "/api/v1/submissions/one", "not-found"},
		{"GET", "/api/v1/submissions/-1", "not-found"},
		{"GET", "/api/v1/editions/1/files/0", "not-found"},
		{"DELETE", "/api/v1/board", "method-not-allowed"},
		{"GET", "/api/v1/board?period=10/2026", "wrong-period"},
		{"GET", "/api/v1/board?period=", "wrong-period"},
		{"GET", "/api/v1/editions?period=2026-13", "wrong-period"},
		{"GET", "/api/v1/board?period=2026-10&period=2026-11", "wrong-parameter"},
		{"GET", "/api/v1/board?period=%zz", "wrong-parameter"},
		{"GET", "/api/v1/board?Period=2026-10", "unknown-parameter"},
	} {
		status, answer := o.program(c.method, c.path, secret)
		o.refused(c.method+" "+c.path, status, answer, c.code)
	}
	for code := range portal.APIStatus {
		if words := o.pipeline.Catalog.Words; words["api-"+code] == "" && words["upload-"+code] == "" {
			t.Errorf("there is no sentence for %s", code)
		}
	}
	for word := range o.pipeline.Catalog.Words {
		if code, ok := strings.CutPrefix(word, "api-"); ok && portal.APIStatus[code] == 0 {
			t.Errorf("%s is no code of the API", word)
		}
	}
}

func TestProgramReadsItsOwn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, secret := o.newToken("ca-mau-2025")
	examples := o.examples()
	o.publish("ca-mau-2025", "3", "MẬT")
	_, answer := o.program("GET", "/api/v1/submissions/"+examples["submission"].own, secret)
	var got struct{ Submission pipeline.Outcome }
	if err := json.Unmarshal([]byte(answer), &got); err != nil || got.Submission.Reporter != "ca-mau-2025" || got.Submission.State != pipeline.Returned || len(got.Submission.Findings) == 0 || got.Submission.By != "" {
		t.Errorf("%v %s", err, answer)
	}
	if status, answer := o.program("GET", "/api/v1/board?period=2026-10", secret); status != http.StatusOK || !strings.Contains(answer, `"ca-mau-2025"`) || strings.Contains(answer, "dong-thap") || strings.Contains(answer, "2026-11") {
		t.Errorf("%d %s", status, answer)
	}
	_, answer = o.program("GET", "/api/v1/editions", secret)
	var editions struct {
		Editions []struct {
			Unit, Number, Date string
			Files              []struct{ Href string }
		}
	}
	if err := json.Unmarshal([]byte(answer), &editions); err != nil || len(editions.Editions) != 1 || editions.Editions[0].Unit != "ca-mau-2025" || editions.Editions[0].Date != "2026-11-16" || !strings.HasPrefix(editions.Editions[0].Number, "01/") {
		t.Fatalf("%v %s", err, answer)
	}
	if status, file := o.program("GET", editions.Editions[0].Files[0].Href, secret); status != http.StatusOK || !strings.HasPrefix(file, "%PDF") {
		t.Errorf("%d %.80s", status, file)
	}
	if status, answer := o.program("GET", "/api/v1/editions?period=2026-09", secret); status != http.StatusOK || !strings.Contains(answer, `"editions": []`) {
		t.Errorf("%d %s", status, answer)
	}
	for _, later := range []time.Duration{0, 59 * time.Minute, 2 * time.Hour} {
		o.clock = o.clock.Add(later)
		o.program("GET", "/api/v1/board", secret)
	}
	tokens, err := o.Tokens(context.Background())
	if err != nil || len(tokens) == 0 || !tokens[0].LastUsed.Equal(o.clock) || !tokens[0].Made.Equal(o.clock.Add(-2*time.Hour-59*time.Minute)) {
		t.Errorf("%v %+v", err, tokens)
	}
}

// TestReadmeSaysWhatProgramsAreTold holds the README's table of statuses against the codes that there are.
func TestReadmeSaysWhatProgramsAreTold(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]int{}
	for _, row := range regexp.MustCompile(`(?m)^\| ([45]\d\d) \|(.*)$`).FindAllStringSubmatch(string(text), -1) {
		status, _ := strconv.Atoi(row[1])
		for _, code := range regexp.MustCompile("`([a-z-]+)`").FindAllStringSubmatch(row[2], -1) {
			said[code[1]] = status
		}
	}
	if !maps.Equal(said, portal.APIStatus) {
		t.Errorf("the README says %v, expected %v", said, portal.APIStatus)
	}
}

// TestProgramsAreLimited asks as often as a token may, and an address.
func TestProgramsAreLimited(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, secret := o.newToken("ca-mau-2025")
	_, other := o.newToken("ca-mau-2025")
	ask := func(secret string) *httptest.ResponseRecorder {
		request, answer := httptest.NewRequest(http.MethodGet, "/api/v1/board?nonsense=1", nil), httptest.NewRecorder()
		request.Header.Set("Authorization", "Bearer "+secret)
		o.server.Config.Handler.ServeHTTP(answer, request)
		return answer
	}
	often := func(secret string, times, until int) {
		t.Helper()
		answer, asked := ask(secret), 1
		for ; answer.Code == until && asked < 2*times; asked++ {
			answer = ask(secret)
		}
		if asked <= times || asked > times+times/10 { // more by a few where a minute ended meanwhile
			t.Errorf("%d were answered, expected %d", asked-1, times)
		}
		o.refused("one too many", answer.Code, answer.Body.String(), "too-many-requests")
		if after := answer.Header().Get("Retry-After"); after == "" || slices.Contains([]string{"0", "-1"}, after) {
			t.Errorf("Retry-After %q", after)
		}
	}
	often(secret, 300, http.StatusBadRequest)
	if answer := ask(other); answer.Code != http.StatusBadRequest {
		t.Errorf("another token: %d", answer.Code)
	}
	often("", 6000-302, http.StatusUnauthorized)
}
