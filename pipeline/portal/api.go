package portal

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"tonghop/pipeline"
)

// apiRoute is what a unit's program may ask for, with the parameters that it knows; any other is refused. What its path names must be of the
// unit of the token; see access.go.
type apiRoute struct {
	pattern    string // of http.ServeMux
	parameters []string
	do         func(*Portal, *visit) error
}

// apiRoutes are all that programs may ask for. A program is nobody's browser: it has no session, and its token opens no page.
var apiRoutes = []apiRoute{
	{"POST /api/v1/submissions", nil, (*Portal).apiUpload},
	{"GET /api/v1/submissions/{receipt}", nil, (*Portal).apiSubmission},
	{"GET /api/v1/submissions/{receipt}/annotated", nil, (*Portal).apiAnnotated},
	{"GET /api/v1/board", []string{"period"}, (*Portal).apiBoard},
	{"GET /api/v1/editions", []string{"period"}, (*Portal).apiEditions},
	{"GET /api/v1/editions/{edition}/files/{file}", nil, (*Portal).editionFile},
}

// apiPath is where everything of programs lies.
const apiPath = "/api/"

// tokenUse is how long the time at which a token was used is not written again: it is a write, which waits for other writers.
const tokenUse = time.Hour

// apiMux answers programs, also to what there is not, in JSON.
func (p *Portal) apiMux() http.Handler {
	mux := http.NewServeMux()
	methods := map[string][]string{}
	for _, r := range apiRoutes {
		mux.Handle(r.pattern, p.allowedByToken(r))
		method, path, _ := strings.Cut(r.pattern, " ")
		methods[path] = append(methods[path], method)
	}
	for path, known := range methods {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Allow", strings.Join(known, ", "))
			p.tellProgram(&visit{w: w, r: r}, errMethod)
		})
	}
	mux.HandleFunc(apiPath, func(w http.ResponseWriter, r *http.Request) { p.tellProgram(&visit{w: w, r: r}, errNotFound) })
	return mux
}

// allowedByToken carries a route out for a program whose token is right.
func (p *Portal) allowedByToken(route apiRoute) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{w: w, r: r}
		err := p.admitProgram(v)
		if err == nil {
			err = checkParameters(r, route.parameters)
		}
		if err == nil {
			err = p.checkNamed(v)
		}
		if err == nil {
			err = route.do(p, v)
		}
		if err != nil {
			p.tellProgram(v, err)
		}
	})
}

// admitProgram finds out whose token it is.
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
	if now := p.now(); now.Sub(token.LastUsed) > tokenUse {
		if err := p.Records.UseToken(v.r.Context(), token.ID, now); err != nil {
			return err
		}
	}
	v.account = pipeline.Account{Login: fmt.Sprintf("token:%d", token.ID), Role: pipeline.ProvinceRole, Unit: token.Unit}
	v.units = p.answeredFor(v.account)
	return nil
}

// checkParameters refuses parameters that are not known, that come twice, or that nobody can read.
func checkParameters(r *http.Request, known []string) error {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return &apiError{"wrong-parameter", map[string]string{"name": r.URL.RawQuery}}
	}
	for name, given := range values {
		if !slices.Contains(known, name) {
			return &apiError{"unknown-parameter", map[string]string{"name": name}}
		}
		if len(given) > 1 {
			return &apiError{"wrong-parameter", map[string]string{"name": name}}
		}
	}
	return nil
}

// periodParameter is ?period= as periods are written; "" where it is not there.
func periodParameter(r *http.Request) (string, error) {
	text, given := r.URL.Query()["period"]
	if !given {
		return "", nil
	}
	period, err := pipeline.ParsePeriod(text[0])
	if err != nil {
		return "", &apiError{"wrong-period", map[string]string{"period": text[0]}}
	}
	return period.String(), nil
}
