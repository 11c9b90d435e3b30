package portal

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"net/http"

	"tonghop/pipeline"
)

// apiError is what a program is told instead of an answer: its code is for the program, and names the sentence for its people, api-CODE, or upload-CODE where
// a page says the same.
type apiError struct {
	code   string
	values map[string]string // that the sentence names
}

func (e *apiError) Error() string { return "refused: " + e.code }

// The errors of programs that are no other's.
var (
	errNoToken = &apiError{code: "unauthorized"} // without a token, or with one that is not, or no longer, known
	errMethod  = &apiError{code: "method-not-allowed"}
)

// apiStatus are the statuses of the codes.
var apiStatus = map[string]int{
	"wrong-parameter":    http.StatusBadRequest,
	"unknown-parameter":  http.StatusBadRequest,
	"wrong-period":       http.StatusBadRequest,
	"no-workbook":        http.StatusBadRequest,
	"several-parts":      http.StatusBadRequest,
	"broken-off":         http.StatusBadRequest,
	"unauthorized":       http.StatusUnauthorized,
	"not-found":          http.StatusNotFound,
	"method-not-allowed": http.StatusMethodNotAllowed,
	"too-large":          http.StatusRequestEntityTooLarge,
	"unscanned-size":     http.StatusRequestEntityTooLarge,
	"not-multipart":      http.StatusUnsupportedMediaType,
	"infected":           http.StatusUnprocessableEntity,
	"too-many-requests":  http.StatusTooManyRequests,
	"internal":           http.StatusInternalServerError,
	"unscanned":          http.StatusServiceUnavailable,
}

// asAPIError is an error as a program is told of it; what it cannot mend is internal.
func asAPIError(err error) *apiError {
	var told *apiError
	switch {
	case errors.As(err, &told):
		return told
	case errors.Is(err, errNotFound):
		return &apiError{code: "not-found"}
	case errors.Is(err, errTooOften):
		return &apiError{code: "too-many-requests"}
	}
	return &apiError{code: "internal"}
}

// tellProgram answers with what went wrong, for machines and for people.
func (p *Portal) tellProgram(v *visit, err error) {
	told := asAPIError(err)
	switch told.code {
	case "internal":
		if v.r.Context().Err() != nil {
			return // nobody is there
		}
		p.Log.Error("portal", "method", v.r.Method, "path", v.r.URL.Path, "login", v.account.Login, "error", err)
	case "unauthorized":
		v.w.Header().Set("WWW-Authenticate", "Bearer")
	}
	words := p.Pipeline.Catalog.Words
	sentence := pipeline.Fill(cmp.Or(words["api-"+told.code], words["upload-"+told.code]), told.values)
	if err := answerProgram(v, apiStatus[told.code], map[string]any{"error": map[string]string{"code": told.code, "sentence": sentence}}); err != nil {
		p.Log.Error("portal", "answer", told.code, "error", err)
	}
}

// answerProgram writes JSON, whole or not at all.
func answerProgram(v *visit, status int, value any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "application/json; charset=utf-8")
	v.w.WriteHeader(status)
	_, _ = text.WriteTo(v.w) // whoever asked may be gone
	return nil
}
