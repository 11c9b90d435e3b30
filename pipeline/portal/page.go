package portal

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"math"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// pages are the templates by the names of their files without the ending. Each is page.html with the blocks of its own file.
type pages map[string]*template.Template

// frame is the file that all pages are set in; files that begin with parts are known to all.
const (
	frame = "page.html"
	parts = "part-*.html"
)

func parsePages(files fs.FS) (pages, error) {
	common, err := template.New(frame).Funcs(functions).ParseFS(files, frame, parts)
	if err != nil {
		return nil, fmt.Errorf("templates/portal: %w", err)
	}
	names, err := fs.Glob(files, "*.html")
	if err != nil {
		return nil, err
	}
	all := pages{}
	for _, name := range names {
		if name == frame || strings.HasPrefix(name, "part-") {
			continue
		}
		page, err := common.Clone()
		if err == nil {
			page, err = page.ParseFS(files, name)
		}
		if err != nil {
			return nil, fmt.Errorf("templates/portal: %w", err)
		}
		all[strings.TrimSuffix(name, ".html")] = page
	}
	return all, nil
}

// functions are those that templates may call.
var functions = template.FuncMap{
	"day":    func(t time.Time) string { return t.In(pipeline.Zone).Format("02/01/2006") },
	"moment": func(t time.Time) string { return t.In(pipeline.Zone).Format("15:04 02/01/2006") },
	"number": func(n int) string { return vi.Int(int64(n)).String() },
	"size":   fileSize,
	"dict":   dict,
	"ending": func(name string) string { return strings.ToUpper(strings.TrimPrefix(path.Ext(name), ".")) },
	"date": func(text string) string { // 2026-11-17 as it is written here
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			return text
		}
		return vi.Date(day)
	},
	"percent": func(rate float64) string {
		return vi.Number(math.Round(rate*10)*float64(vi.One)/10).String() + "%"
	},
}

// shown is what a page is filled with.
type shown struct {
	Page    string // the name of its file, for the menu
	Account pipeline.Account
	Unit    string // what a province's account is called by
	Token   string
	Flash   string // what the last action says, once
	Refused string // and what of it was not done
	Words   map[string]string
	Main    any
}

// show writes a page.
func (p *Portal) show(v *visit, name string, main any) error {
	return p.showAs(v, http.StatusOK, name, main)
}

func (p *Portal) showAs(v *visit, status int, name string, main any) error {
	unit, _ := p.Pipeline.Catalog.Geography.Unit(v.account.Unit)
	data := shown{Page: name, Account: v.account, Unit: p.Pipeline.Catalog.UnitTitle(unit), Token: p.token(v.r), Flash: p.sessions.PopString(v.r.Context(), "flash"), Refused: p.sessions.PopString(v.r.Context(), sessionRefused),
		Words: p.Pipeline.Catalog.Words, Main: main}
	page, ok := p.pages[name]
	if !ok {
		return fmt.Errorf("templates/portal has no %s.html", name)
	}
	var text bytes.Buffer // whole or not at all
	if err := page.ExecuteTemplate(&text, frame, data); err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(status)
	_, _ = text.WriteTo(v.w) // whoever asked may be gone
	return nil
}

// flash has the next page say what was done.
func (p *Portal) flash(v *visit, text string) { p.sessions.Put(v.r.Context(), "flash", text) }

// goTo answers an action: the page is asked for anew, so that sending a form twice does nothing twice.
func goTo(v *visit, path string) error {
	http.Redirect(v.w, v.r, path, http.StatusSeeOther)
	return nil
}

// tell answers with what went wrong. What the visitor cannot mend is logged, and shown without details.
func (p *Portal) tell(v *visit, err error) {
	status := http.StatusInternalServerError
	var refused *pipeline.DecisionError
	switch {
	case errors.Is(err, errNotFound):
		status = http.StatusNotFound
	case errors.Is(err, errForbidden):
		status = http.StatusForbidden
	case errors.Is(err, errTooOften):
		status = http.StatusTooManyRequests
	case errors.As(err, &refused):
		status = http.StatusConflict
	case v.r.Context().Err() != nil:
		return // nobody is there
	default:
		p.Log.Error("portal", "method", v.r.Method, "path", v.r.URL.Path, "login", v.account.Login, "error", err)
	}
	main := map[string]any{"Status": status}
	if refused != nil {
		main["Reason"] = p.Pipeline.Catalog.SayDecision(refused)
	}
	if err := p.showAs(v, status, "error", main); err != nil {
		p.Log.Error("portal", "page", "error", "error", err)
		http.Error(v.w, http.StatusText(status), status)
	}
}

// assets are style, script and pictures: files of the program, which a browser may keep for a while.
func (p *Portal) assets() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := path.Base(r.URL.Path)
		data, err := fs.ReadFile(p.Files, path.Join("assets", name))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		w.Header().Set("Cache-Control", "max-age=3600")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	})
}
