package portal

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"tonghop/pipeline"
)

// apiRoutes are what a unit's program may ask for, by its token. It is nobody's browser: there are no cookies and no tokens of forms. What a
// path names is checked as for a province's account.
var apiRoutes = []route{
	{"GET /api/v1/submissions/{submission}", provinces, (*Portal).apiSubmission},
	{"GET /api/v1/board", provinces, (*Portal).apiBoard},
	{"GET /api/v1/editions", provinces, (*Portal).apiEditions},
	{"GET /api/v1/editions/{edition}/files/{file}", provinces, (*Portal).editionFile},
}

// errNoToken is told to a program without a token, or with one that is not, or no longer, known.
var errNoToken = errors.New("no token")

// apiCodes are the errors by their codes; words are api-CODE.
var apiCodes = []struct {
	err    error
	status int
	code   string
}{
	{errNoToken, http.StatusUnauthorized, "unauthorized"},
	{errForbidden, http.StatusForbidden, "forbidden"},
	{errNotFound, http.StatusNotFound, "not-found"},
	{errTooOften, http.StatusTooManyRequests, "too-many-requests"},
}

// allowedByToken carries a route out for a program whose token is right.
func (p *Portal) allowedByToken(route route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{w: w, r: r}
		err := p.admitProgram(v)
		if err == nil {
			err = route.do(p, v)
		}
		if err != nil {
			p.tellProgram(v, err)
		}
	})
}

// admitProgram finds out whose token it is, and whether it may ask for what the path names.
func (p *Portal) admitProgram(v *visit) error {
	if p.limits.addressRequests.OnLimit(v.w, v.r, p.address(v.r)) {
		return errTooOften
	}
	kind, secret, _ := strings.Cut(v.r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(kind, "Bearer") {
		return errNoToken
	}
	tokens, err := p.Records.Tokens(v.r.Context())
	if err != nil {
		return err
	}
	token, ok := pipeline.TokenOf(tokens, strings.TrimSpace(secret))
	if !ok {
		return errNoToken
	}
	if p.limits.tokenRequests.OnLimit(v.w, v.r, token.Hash) {
		return errTooOften
	}
	if now := p.now(); now.Sub(token.LastUsed) > time.Hour { // it is a write, which waits for other writers
		if err := p.Records.UseToken(v.r.Context(), token.ID, now); err != nil {
			return err
		}
	}
	v.account = pipeline.Account{Login: "api:" + token.Unit, Role: pipeline.ProvinceRole, Unit: token.Unit}
	v.units = p.answeredFor(v.account)
	return p.checkNamed(v)
}

// tellProgram answers with what went wrong, for machines and for people.
func (p *Portal) tellProgram(v *visit, err error) {
	status, code := http.StatusInternalServerError, "internal"
	for _, c := range apiCodes {
		if errors.Is(err, c.err) {
			status, code = c.status, c.code
		}
	}
	if code == "internal" {
		if v.r.Context().Err() != nil {
			return // nobody is there
		}
		p.Log.Error("portal", "method", v.r.Method, "path", v.r.URL.Path, "login", v.account.Login, "error", err)
	}
	if status == http.StatusUnauthorized {
		v.w.Header().Set("WWW-Authenticate", "Bearer")
	}
	_ = p.answerProgram(v, status, map[string]any{"error": map[string]string{"code": code, "message": p.Pipeline.Catalog.Words["api-"+code]}})
}

// answerProgram writes JSON, whole or not at all.
func (p *Portal) answerProgram(v *visit, status int, value any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "application/json; charset=utf-8")
	v.w.WriteHeader(status)
	_, _ = text.WriteTo(v.w)
	return nil
}

// apiSubmission tells what became of a workbook, with its findings.
func (p *Portal) apiSubmission(v *visit) error {
	outcome := v.submission
	outcome.Annotated = "" // a path of the server
	return p.answerProgram(v, http.StatusOK, map[string]any{"submission": outcome})
}

// apiBoard tells where the unit stands with its forms; ?period= narrows it.
func (p *Portal) apiBoard(v *visit) error {
	selected := pipeline.BoardSelection{Units: []string{v.account.Unit}}
	if text := v.r.URL.Query().Get("period"); text != "" {
		period, err := pipeline.ParsePeriod(text)
		if err != nil {
			return errNotFound
		}
		selected.Period = period.String()
	}
	standings, _, err := p.Records.Board(v.r.Context(), selected)
	if err != nil {
		return err
	}
	return p.answerProgram(v, http.StatusOK, map[string]any{"status": append([]pipeline.Standing{}, standings...)})
}

// apiEditions lists the editions about the unit, without those that bear a mark of secrecy.
func (p *Portal) apiEditions(v *visit) error {
	all, err := p.Records.Editions(v.r.Context(), pipeline.EditionFilter{Unit: v.account.Unit})
	if err != nil {
		return err
	}
	open := []pipeline.Edition{}
	for _, e := range all {
		if !e.Marked() {
			open = append(open, e)
		}
	}
	return p.answerProgram(v, http.StatusOK, map[string]any{"editions": open})
}
