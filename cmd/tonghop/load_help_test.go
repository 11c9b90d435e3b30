package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"tonghop/pipeline"
	"tonghop/pipeline/excel"
)

// crowd is an office with a portal that many people ask at once: tonghop serve as a process, and accounts of all provinces and of the department.
type crowd struct {
	testing.TB
	program, dir, address string
	catalog               *pipeline.Catalog
	month                 pipeline.Period // whose forms are due
	provinces             []pipeline.Unit
	serve                 *exec.Cmd // nil while it does not run
	log                   bytes.Buffer
}

// crowdPassword is that of all accounts, hashed at less cost than a real one: whoever uploads has logged in before.
const crowdPassword = "mot hai ba bon nam"

// department is the login of the department's account; a province's is its unit's id.
const department = "minh"

// newCrowd makes the office; nothing is served yet.
func newCrowd(t testing.TB, program string) *crowd {
	c := &crowd{TB: t, program: program, dir: t.TempDir(), address: freeAddress(t), catalog: defaultCatalog(t)}
	c.month = c.catalog.Config.Calendar.LastClosed(pipeline.MonthKind, pipeline.DayOf(time.Now()))
	c.provinces = c.catalog.Geography.On(pipeline.ProvinceUnit, pipeline.DayOf(time.Now()))
	config := "service:\n  listen: \"\"\n  portal: {listen: " + c.address + "}\n  jobs: {intake: {spec: \"\"}, close: {spec: \"\"}, monthly: {spec: \"\"}, remind: {spec: \"\"}, " +
		"chase: {spec: \"\"}, backup: {spec: \"\"}, verify: {spec: \"\"}}\n"
	if err := os.WriteFile(filepath.Join(c.dir, "tonghop.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	c.addAccounts()
	return c
}

// freeAddress is an address of this machine that nobody uses now.
func freeAddress(t testing.TB) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func (c *crowd) addAccounts() {
	a := &app{streams: streams{err: io.Discard}, files: localFiles{}, data: filepath.Join(c.dir, "data"), config: filepath.Join(c.dir, "tonghop.yaml"), now: time.Now}
	o, err := a.open(c.Context())
	if err != nil {
		c.Fatal(err)
	}
	hash, err := argon2id.CreateHash(crowdPassword, &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		c.Fatal(err)
	}
	accounts := []pipeline.Account{{Login: department, Role: pipeline.DepartmentRole}}
	for _, province := range c.provinces {
		accounts = append(accounts, pipeline.Account{Login: province.ID, Role: pipeline.ProvinceRole, Unit: province.ID})
	}
	for _, account := range accounts {
		account.Name, account.PasswordHash, account.Changed = account.Login, hash, time.Now().Add(-time.Hour)
		if err := o.warehouse.SaveAccount(c.Context(), account, "test", "added"); err != nil {
			c.Fatal(err)
		}
	}
	if err := o.close(); err != nil {
		c.Fatal(err)
	}
}

func (c *crowd) tonghop(args ...string) *exec.Cmd {
	command := exec.Command(c.program, args...)
	command.Dir = c.dir
	return command
}

// start starts the service, and waits until the portal answers.
func (c *crowd) start() {
	c.Helper()
	c.serve = c.tonghop("serve")
	c.serve.Stderr = &c.log
	if err := c.serve.Start(); err != nil {
		c.Fatal(err)
	}
	if err := c.answers(c.Context()); err != nil {
		c.stop()
		c.Fatalf("%v\n%s", err, &c.log)
	}
}

// answers waits until the portal answers.
func (c *crowd) answers(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	for {
		line, err := (&net.Dialer{}).DialContext(ctx, "tcp", c.address)
		if err == nil {
			return line.Close()
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// stop ends the service as systemd does.
func (c *crowd) stop() {
	c.Helper()
	err := c.serve.Process.Signal(syscall.SIGTERM)
	if err == nil {
		err = c.serve.Wait()
	}
	if err != nil {
		c.Errorf("serve: %v\n%s", err, &c.log)
	}
}

// figures is a province's form of a month. What is told by seed is another number with every seed, so that a form is a new edition.
func (c *crowd) figures(province int, month pipeline.Period, seed int) []byte {
	_, day := c.catalog.Config.Calendar.Days(month)
	layout, _ := c.catalog.Layout("tong-hop", day)
	form := c.catalog.Form(layout, c.provinces[province], month)
	form.Figures = map[pipeline.Entry]string{}
	_, last := month.Range()
	for _, item := range layout.Rows.Items {
		for _, column := range layout.Columns {
			if item.Section || column.Role != pipeline.FigureColumn || column.Cumulative && item.Only == "period" {
				continue
			}
			number := countOf(item.Indicator, province)
			if column.Breakdown != "" {
				number /= 2
			}
			if column.Cumulative {
				number *= last%12 + 1
			}
			if item.Indicator == "tips" {
				number += seed
			}
			form.Figures[pipeline.Entry{Unit: form.Reporter.ID, Indicator: item.Indicator, Breakdown: item.Breakdown.With(column.Breakdown), Cumulative: column.Cumulative}] = strconv.Itoa(number)
		}
	}
	return c.write(form)
}

// countOf is what a province counts every month: as much comes as goes.
func countOf(indicator string, province int) int {
	switch indicator {
	case "models.opening", "models.closing":
		return 1000 + 10*province
	case "models.replicated_provincewide", "models.built_communes", "models.consolidated_communes":
		return 20
	}
	return 40 + 2*province
}

// communes is how many communes there are.
const communes = 3321

// communesOf is how many of them are a province's.
func (c *crowd) communesOf(province int) int {
	return communes*(province+1)/len(c.provinces) - communes*province/len(c.provinces)
}

// commune is a commune's workbook, as its province passes it on: the form by commune, with a line and the total.
func (c *crowd) commune(province, commune int) []byte {
	_, day := c.catalog.Config.Calendar.Days(c.month)
	layout, _ := c.catalog.Layout("xa", day)
	form := c.catalog.Form(layout, c.provinces[province], c.month)
	line := map[string]string{}
	form.Figures = map[pipeline.Entry]string{}
	for _, column := range layout.Columns {
		switch column.Role {
		case pipeline.NameColumn:
			line[column.Key()] = fmt.Sprint("Xã ", commune+1)
		case pipeline.FigureColumn:
			number := strconv.Itoa(10 + commune)
			line[column.Key()] = number
			form.Figures[pipeline.Entry{Unit: form.Reporter.ID, Indicator: column.Indicator, Breakdown: column.Breakdown}] = number
		}
	}
	form.Lines = []map[string]string{line}
	return c.write(form)
}

func (c *crowd) write(form pipeline.Form) []byte {
	var workbook bytes.Buffer
	if err := excel.WriteForm(&workbook, form); err != nil {
		c.Fatal(err)
	}
	return workbook.Bytes()
}

// visitor is somebody with a browser who has logged in.
type visitor struct {
	*http.Client
	address, token string
}

var tokenField = regexp.MustCompile(`name="token" value="([^"]+)"`)

// visit logs somebody in.
func (c *crowd) visit(login string) (*visitor, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	v := &visitor{Client: &http.Client{Jar: jar, Transport: &http.Transport{}, Timeout: 5 * time.Minute}, address: "http://" + c.address}
	if _, err := v.page("/login"); err != nil {
		return nil, err
	}
	response, err := v.PostForm(v.address+"/login", url.Values{"token": {v.token}, "login": {login}, "password": {crowdPassword}})
	if _, err := v.read(response, err); err != nil {
		return nil, err
	}
	page, err := v.page("/password")
	if err == nil && !strings.Contains(page, "/logout") {
		err = fmt.Errorf("%s did not get in:\n%s", login, page)
	}
	return v, err
}

// visitors logs all provinces in.
func (c *crowd) visitors() []*visitor {
	c.Helper()
	visitors := make([]*visitor, len(c.provinces))
	for i, province := range c.provinces {
		visitors[i] = c.mustVisit(province.ID)
	}
	return visitors
}

func (c *crowd) mustVisit(login string) *visitor {
	c.Helper()
	v, err := c.visit(login)
	if err != nil {
		c.Fatal(err)
	}
	return v
}

func (v *visitor) page(path string) (string, error) { return v.read(v.Get(v.address + path)) }

// read reads an answer, which must be fine.
func (v *visitor) read(response *http.Response, err error) (string, error) {
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", response.Request.URL.Path, response.Status)
	}
	if found := tokenField.FindSubmatch(text); found != nil {
		v.token = string(found[1])
	}
	return string(text), err
}

// sent is a file that is uploaded.
type sent struct {
	name string
	data []byte
}

var location = regexp.MustCompile(`"location":"([^"]+)"`)

// upload sends files as the page of a province does, and returns where their outcome is.
func (v *visitor) upload(ctx context.Context, files ...sent) (string, error) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	err := w.WriteField("token", v.token)
	for _, f := range files {
		part, failed := w.CreateFormFile("files", f.name)
		if failed == nil {
			_, failed = part.Write(f.data)
		}
		if failed != nil {
			err = failed
		}
	}
	if err != nil || w.Close() != nil {
		return "", err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, v.address+"/upload", &body)
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", w.FormDataContentType())
	request.Header.Set("Accept", "application/json")
	text, err := v.read(v.Do(request))
	found := location.FindStringSubmatch(text)
	if err == nil && found == nil {
		err = fmt.Errorf("no location: %s", text)
	}
	if err != nil {
		return "", err
	}
	return found[1], nil
}

// reload is how long a browser waits with a page that says that the outcome is not there yet.
const reload = 5 * time.Second

// outcome is the page that says what became of an upload.
func (v *visitor) outcome(location string) (string, error) {
	for {
		page, err := v.page(location)
		if err != nil || !strings.Contains(page, `http-equiv="refresh"`) {
			return page, err
		}
		time.Sleep(reload)
	}
}
