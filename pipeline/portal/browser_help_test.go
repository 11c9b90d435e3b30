package portal_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	control "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// screen is a window that the portal has to be usable in.
type screen struct {
	size          string
	width, height int64 // CSS pixels
	phone         bool
}

var screens = []screen{{"desktop", 1280, 900, false}, {"phone", 360, 740, true}}

// patience is how long a person waits for what a machine with two busy cores does in a second.
const patience = 40 * time.Second

// chromium is the one browser of all tests; who looks at the portal has a profile of their own in it.
var chromium = sync.OnceValues(func() (context.Context, error) {
	// Chromium without its desktop takes half as much of the processor.
	program, err := exec.LookPath("chromium-headless-shell")
	if err != nil {
		program, err = exec.LookPath("chromium")
	}
	if err != nil {
		return nil, errors.New("tests of pages need Chromium: make test installs it on Debian (apt-get install chromium-headless-shell)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("lang", "vi"), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true), chromedp.WSURLReadTimeout(patience))
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	started, end := chromedp.NewContext(allocated)
	quitChromium = func() { end(); stop() }
	return started, chromedp.Do(started)
})

var quitChromium = func() {}

func TestMain(m *testing.M) {
	code := m.Run()
	quitChromium()
	os.Exit(code)
}

// atEach has a test carried out before each screen, with a portal of its own.
func atEach(t *testing.T, do func(o *office, s screen)) {
	t.Parallel()
	for _, s := range screens {
		t.Run(s.size, func(t *testing.T) {
			t.Parallel()
			do(newOffice(t), s)
		})
	}
}

// person sits before a screen, and does what people do: reads labels and buttons, clicks and types.
type person struct {
	*office
	screen
	ctx       context.Context
	downloads string // folder
	mutex     sync.Mutex
	complains []string // of the browser, since the last look
}

// sit opens a browser at the login page.
func (o *office) sit(s screen) *person {
	o.Helper()
	shared, err := chromium()
	if err != nil {
		o.Fatal(err)
	}
	ctx, stop := chromedp.NewContext(shared, chromedp.WithNewBrowserContext())
	o.Cleanup(stop)
	p := &person{office: o, screen: s, ctx: ctx, downloads: o.TempDir()}
	// What is asked first must not have a time limit: the browser's window lasts as long as its context.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(s.width, s.height, func(m *emulation.SetDeviceMetricsOverrideParams, t *emulation.SetTouchEmulationEnabledParams) {
		m.Mobile, t.Enabled = s.phone, s.phone
	})); err != nil {
		o.Fatal(err)
	}
	if _, err := chromedp.CallBrowser(ctx, control.SetDownloadBehavior, control.SetDownloadBehaviorParams{Behavior: control.SetDownloadBehaviorBehaviorAllow,
		BrowserContextID: chromedp.FromContext(ctx).BrowserContextID, DownloadPath: p.downloads}); err != nil {
		o.Fatal(err)
	}
	messages := chromedp.Console(ctx)
	go p.hear(messages)
	p.open("/login")
	return p
}

// as logs in.
func (o *office) as(login string, s screen) *person {
	o.Helper()
	p := o.sit(s)
	p.fill("Tên đăng nhập", login)
	p.fill("Mật khẩu", password)
	p.press("Đăng nhập")
	p.sees("Đăng xuất")
	return p
}

// hear keeps what the browser complains about: scripts that fail, what the policy of contents forbids, parts of pages that are not there.
func (p *person) hear(messages iter.Seq2[chromedp.ConsoleMessage, error]) {
	for m, err := range messages {
		if err != nil {
			return // the browser was closed
		}
		page := m.Source == "network" && !strings.Contains(m.URL, "/assets/") // a page that is refused says so itself
		if m.IsException() || m.Type == "error" && !page {
			p.mutex.Lock()
			p.complains = append(p.complains, m.String())
			p.mutex.Unlock()
		}
	}
}

func (p *person) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.Fatalf("%s: %v\nthe page says:\n%s", what, err, p.text())
	}
}

// find asks the page for something.
func find[T any](p *person, expression string, options ...chromedp.EvaluateOption) (T, error) {
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, options...))
}

// text is what can be read on the page.
func (p *person) text() string {
	text, err := find[string](p, `location.href + "\n" + document.body.innerText`)
	if err != nil {
		return err.Error()
	}
	return text
}

func quoted(text string) string {
	data, _ := json.Marshal(text) // of a string: cannot fail
	return string(data)
}

// Where a thing is that a person sees, as expressions of JavaScript: a visible link, button or summary by its words, all of them before some, in the
// page before its head; a field by its label.
func button(words string) string {
	return `(words => {
		const says = e => e.innerText.trim().replaceAll(/\s+/g, " ");
		const seen = ["main a, main button, main summary", "a, button"].flatMap(q => [...document.querySelectorAll(q)]).filter(e => e.checkVisibility());
		return seen.find(e => says(e) === words) ?? seen.find(e => says(e).includes(words));
	})(` + quoted(words) + `)`
}

func labelled(words string) string {
	return `[...document.querySelectorAll("label")].find(e => e.checkVisibility() && e.innerText.includes(` + quoted(words) + `))?.control`
}

// open types an address.
func (p *person) open(path string) {
	p.Helper()
	p.do("opening "+path, chromedp.Navigate(p.server.URL+path))
}

// wait waits until an expression is true, on whatever page is there then.
func (p *person) wait(what, expression string) {
	p.Helper()
	var last error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var is bool
		if is, last = find[bool](p, "!!("+expression+")"); last == nil && is {
			return
		}
	}
	p.Fatalf("waited in vain for %s (%v); the page says:\n%s", what, last, p.text())
}

// press clicks a link or button, and waits for the page that it leads to; a summary opens where it is.
func (p *person) press(words string) {
	p.Helper()
	p.wait(fmt.Sprintf("something to press that says %q", words), button(words))
	leads, err := find[bool](p, `window.before = true; `+button(words)+`.tagName !== "SUMMARY"`)
	if err != nil {
		p.Fatal(err)
	}
	p.do("pressing "+words, chromedp.Click(chromedp.JSPath(button(words))))
	if leads {
		p.wait("the page after "+words, `!window.before && document.readyState === "complete"`)
	}
}

// stays clicks what the browser itself refuses: no page is left.
func (p *person) stays(words string) {
	p.Helper()
	p.do("pressing "+words, chromedp.Click(chromedp.JSPath(button(words))))
	p.wait("the browser's refusal", `document.querySelector("main form:invalid")`)
}

// fill writes into a field, in the place of what is there.
func (p *person) fill(label, value string) {
	p.Helper()
	p.wait("a field "+label, labelled(label))
	// How a day is typed depends on the browser's language.
	day, err := find[bool](p, `(e => { e.select?.(); if (e.type === "date") e.value = `+quoted(value)+`; return e.type === "date" })(`+labelled(label)+`)`)
	if err != nil {
		p.Fatal(err)
	}
	if day {
		return
	}
	p.do("filling "+label, chromedp.SendKeys(chromedp.JSPath(labelled(label)), value))
}

// choose takes the entry of a list that has the words.
func (p *person) choose(label, words string) {
	p.Helper()
	p.wait(fmt.Sprintf("%q in the list %s", words, label), `[...(`+labelled(label)+`?.options ?? [])].some(o => o.text.includes(`+quoted(words)+`))`)
	if _, err := find[bool](p, `{ const list = `+labelled(label)+`; list.selectedIndex = [...list.options].findIndex(o => o.text.includes(`+quoted(words)+
		`)); list.dispatchEvent(new Event("change", {bubbles: true})) }`); err != nil {
		p.Fatal(err)
	}
}

// tick ticks a box.
func (p *person) tick(label string) {
	p.Helper()
	p.wait("a box "+label, labelled(label))
	p.do("ticking "+label, chromedp.Click(chromedp.JSPath(labelled(label))))
}

// attach chooses files from the disk.
func (p *person) attach(label string, files ...string) {
	p.Helper()
	p.wait("a field "+label, labelled(label))
	p.do("attaching to "+label, chromedp.SetUploadFiles(chromedp.JSPath(labelled(label)), files))
}

// drop lets a file fall on a part of the page.
func (p *person) drop(on, text, name string) {
	p.Helper()
	if _, err := find[bool](p, `{ const carried = new DataTransfer(); carried.items.add(new File([`+quoted(text)+`], `+quoted(name)+`));
		document.querySelector(`+quoted(on)+`).dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true})) }`); err != nil {
		p.Fatal(err)
	}
}

// download presses what gives a file, and returns its bytes.
func (p *person) download(words string) (name string, data []byte) {
	p.Helper()
	p.wait(fmt.Sprintf("something to press that says %q", words), button(words))
	p.do("downloading "+words, chromedp.Click(chromedp.JSPath(button(words))))
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		files, err := os.ReadDir(p.downloads)
		if err != nil {
			p.Fatal(err)
		}
		if len(files) != 1 || filepath.Ext(files[0].Name()) == ".crdownload" || files[0].Name()[0] == '.' {
			continue
		}
		path := filepath.Join(p.downloads, files[0].Name())
		if data, err = os.ReadFile(path); err != nil {
			p.Fatal(err)
		}
		if err := os.Remove(path); err != nil {
			p.Fatal(err)
		}
		return files[0].Name(), data
	}
	p.Fatalf("nothing was downloaded by %q; the page says:\n%s", words, p.text())
	return "", nil
}

// sees waits until the page says all of the texts.
func (p *person) sees(texts ...string) {
	p.Helper()
	for _, text := range texts {
		p.wait(fmt.Sprintf("%q", text), `document.body.innerText.includes(`+quoted(text)+`)`)
	}
}
