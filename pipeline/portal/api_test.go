package portal_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/portal"
)

// program asks with a token; "" is none.
func (o *office) program(path, token string) (status int, answer string) {
	o.Helper()
	request, err := http.NewRequestWithContext(o.Context(), http.MethodGet, o.server.URL+path, nil)
	if err != nil {
		o.Fatal(err)
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
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
	if len(response.Cookies()) > 0 {
		o.Errorf("%s: a program is given a cookie", path)
	}
	return response.StatusCode, string(text)
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

// TestProgramsAskForTheirOwn asks for everything of the API with a token, without one, with a revoked one, and of another unit.
func TestProgramsAskForTheirOwn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	examples := o.examples()
	_, secret := o.newToken("ca-mau-2025")
	revoked, ended := o.newToken("ca-mau-2025")
	if ok, err := o.RevokeToken(context.Background(), revoked.ID, "an"); !ok || err != nil {
		t.Fatal(ok, err)
	}
	asked := 0
	for _, route := range portal.APIRoutes() {
		method, path, _ := strings.Cut(route.Pattern, " ")
		own, foreign, owned, err := fillPath(path, examples)
		if err != nil {
			t.Error(err)
			continue
		}
		if !slices.Equal(route.Roles, []pipeline.Role{pipeline.ProvinceRole}) || method != http.MethodGet {
			t.Errorf("%s: %v; a token is a province's, and this test only reads", route.Pattern, route.Roles)
			continue
		}
		for _, wrong := range []string{"", "tonghop_nonsense", ended} {
			if status, answer := o.program(own, wrong); status != http.StatusUnauthorized || !strings.Contains(answer, `"code": "unauthorized"`) {
				t.Errorf("%s with %q: %d %s", own, wrong, status, answer)
			}
		}
		if status, answer := o.program(own, secret); status != http.StatusOK {
			t.Errorf("%s: %d %s", own, status, answer)
		}
		if owned {
			asked++
			if status, answer := o.program(foreign, secret); status != http.StatusNotFound || !strings.Contains(answer, `"code": "not-found"`) || strings.Contains(answer, `"message": ""`) {
				t.Errorf("%s: %d %s", foreign, status, answer)
			}
		}
	}
	if asked == 0 {
		t.Error("nothing of another unit was asked for")
	}
}

func TestProgramReadsItsSubmission(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, secret := o.newToken("ca-mau-2025")
	examples := o.examples()
	_, answer := o.program("/api/v1/submissions/"+examples["submission"].own, secret)
	var got struct{ Submission pipeline.Outcome }
	if err := json.Unmarshal([]byte(answer), &got); err != nil || got.Submission.Unit != "ca-mau-2025" || got.Submission.State == "" || len(got.Submission.Findings) == 0 {
		t.Errorf("%v %s", err, answer)
	}
	if status, answer := o.program("/api/v1/board?period=2026-10", secret); status != http.StatusOK || !strings.Contains(answer, `"ca-mau-2025"`) || strings.Contains(answer, "dong-thap") {
		t.Errorf("%d %s", status, answer)
	}
	if _, answer := o.program("/api/v1/editions", secret); !strings.Contains(answer, `"unit": "ca-mau-2025"`) || strings.Contains(answer, "dong-thap") {
		t.Error(answer)
	}
	tokens, err := o.Tokens(context.Background())
	if err != nil || len(tokens) != 1 || !tokens[0].LastUsed.Equal(o.clock) || !tokens[0].Made.Equal(o.clock) {
		t.Errorf("%v %+v", err, tokens)
	}
	if strings.Contains(o.log.String(), secret) {
		t.Error("the token stands in the log")
	}
}
