package portal_test

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"tonghop/pipeline"
	"tonghop/pipeline/archive"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/compose"
	"tonghop/pipeline/deliver"
	"tonghop/pipeline/duck"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/pdf"
	"tonghop/pipeline/portal"
	"tonghop/templates"
)

var defaultCatalog = sync.OnceValues(func() (*pipeline.Catalog, error) { return catalog.Load(templates.FS, "") })

// password is the one of all accounts of tests, hashed at less cost than a real one: a hash brings its parameters.
const password = "mot hai ba bon nam"

var passwordHash = sync.OnceValues(func() (string, error) {
	return argon2id.CreateHash(password, &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
})

// office is a portal over a real warehouse, in a folder of its own, with accounts lan (province Cà Mau), bac (province Đồng Tháp), minh (department), an (administrator), ky (auditor).
type office struct {
	*testing.T
	*duck.Warehouse
	pipeline  *pipeline.Pipeline
	archive   string // its folder
	portal    *portal.Portal
	reception *pipeline.Reception
	server    *httptest.Server
	clock     time.Time
	log       bytes.Buffer
}

func newOffice(t *testing.T) *office {
	t.Helper()
	c, err := defaultCatalog()
	if err != nil {
		t.Fatal(err)
	}
	own := *c
	own.Conferences = &pipeline.Conferences{} // the portal replaces them
	own.Conferences.Replace(c.Conferences.All())
	c = &own
	o := &office{T: t, clock: time.Date(2026, 11, 16, 3, 0, 0, 0, time.UTC)}
	now := func() time.Time { return o.clock }
	dir := t.TempDir()
	if o.Warehouse, err = duck.Open(context.Background(), filepath.Join(dir, "warehouse.duckdb"), c, now, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	o.archive = filepath.Join(dir, "archive")
	kept, err := archive.Open(o.archive)
	if err != nil {
		t.Fatal(err)
	}
	composer, reader := compose.New(c), excel.NewReader(c, nil)
	o.pipeline = &pipeline.Pipeline{Catalog: c, Archive: kept, Reader: reader, Annotator: reader, Warehouse: o.Warehouse, Composer: composer,
		Deliveries: o.Warehouse, Letters: composer, Writers: []pipeline.Writer{pdf.New(), excel.NewDocumentWriter()}, Binder: pdf.New(), Now: now,
		Returns: deliver.Folder{Dir: filepath.Join(dir, "returns")}}
	o.reception = pipeline.NewReception(o.pipeline, o.Warehouse, func() {})
	files, err := fs.Sub(templates.FS, "portal")
	if err != nil {
		t.Fatal(err)
	}
	o.portal, err = portal.New(portal.Office{Pipeline: o.pipeline, Records: o.Warehouse, Reception: o.reception, Blank: excel.WriteForm, Files: files,
		Config: pipeline.PortalConfig{Idle: time.Hour, Absolute: 12 * time.Hour}, Log: slog.New(slog.NewTextHandler(io.MultiWriter(t.Output(), &o.log), nil)), Settled: func() {},
		Drafts: deliver.Folder{Dir: filepath.Join(dir, "drafts"), Private: true}, Jobs: o.jobs(), Conferences: conferenceFiles{c, filepath.Join(dir, "templates")}})
	if err != nil {
		t.Fatal(err)
	}
	o.server = httptest.NewServer(o.portal)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		o.reception.Run(ctx, func(err error) { t.Errorf("reception: %v", err) })
	}()
	t.Cleanup(func() { o.server.Close(); stop(); <-ended })
	for _, a := range []pipeline.Account{{Login: "lan", Role: pipeline.ProvinceRole, Unit: "ca-mau-2025"}, {Login: "bac", Role: pipeline.ProvinceRole, Unit: "dong-thap-2025"},
		{Login: "minh", Role: pipeline.DepartmentRole}, {Login: "an", Role: pipeline.AdministratorRole}, {Login: "ky", Role: pipeline.AuditorRole}} {
		a.Name, a.Changed = "Nguyễn Văn "+a.Login, o.clock
		if a.PasswordHash, err = passwordHash(); err != nil {
			t.Fatal(err)
		}
		if err := o.SaveAccount(context.Background(), a, "test", "added"); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

// browser is somebody with a browser.
type browser struct {
	*office
	login  string // "" is nobody
	client *http.Client
	token  string
}

// browse opens a browser; login "" is nobody's.
func (o *office) browse(login string) *browser {
	o.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		o.Fatal(err)
	}
	b := &browser{office: o, login: login, client: &http.Client{Jar: jar}}
	if login != "" {
		b.get("/login")
		if status, page := b.post("/login", "login", login, "password", password); status != http.StatusOK {
			o.Fatalf("login of %s: %d\n%s", login, status, page)
		}
	}
	return b
}

var tokenField = regexp.MustCompile(`name="token" value="([^"]+)"`)

// get asks for a page, and follows where it is sent.
func (b *browser) get(path string) (status int, page string) {
	b.Helper()
	return b.answer(b.client.Get(b.server.URL + path))
}

// post sends a form, with the token of the page that was shown last: post(path, name, value, ...).
func (b *browser) post(path string, fields ...string) (status int, page string) {
	b.Helper()
	form := url.Values{"token": {b.token}}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return b.answer(b.client.PostForm(b.server.URL+path, form))
}

func (b *browser) answer(response *http.Response, err error) (int, string) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	if err != nil {
		b.Fatal(err)
	}
	if found := tokenField.FindSubmatch(page); found != nil {
		b.token = string(found[1])
	}
	return response.StatusCode, string(page)
}
