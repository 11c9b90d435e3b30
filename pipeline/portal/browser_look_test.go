package portal_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// axe is the checker of accessibility.
var axe = sync.OnceValues(func() (string, error) {
	source, err := os.ReadFile("../../build/axe/node_modules/axe-core/axe.min.js")
	if err != nil {
		return "", fmt.Errorf("tests of pages need axe-core: make build/tools installs it by npm: %w", err)
	}
	return string(source), nil
})

// look judges a page, and keeps its picture in build/screens.
func (p *person) look(name string) {
	p.Helper()
	p.judge(name)
	picture, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		p.Fatal(err)
	}
	dir := "../../build/screens"
	if err := os.MkdirAll(dir, 0o755); err != nil {
		p.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+"-"+p.size+".png"), picture, 0o644); err != nil {
		p.Fatal(err)
	}
}

// judge is what somebody sees who looks at the whole page: nothing that the browser complains about, nothing that sticks out of the screen, and
// nothing that axe-core calls serious or critical (WCAG 2.2 A and AA).
func (p *person) judge(name string) {
	p.Helper()
	source, err := axe()
	if err != nil {
		p.Fatal(err)
	}
	wide, err := find[[]string](p, fmt.Sprintf(sticksOut, p.width))
	if err != nil {
		p.Fatal(err)
	}
	if _, err := find[bool](p, source+"; true"); err != nil {
		p.Fatal(err)
	}
	found, err := find[[]violation](p, runAxe, chromedp.EvalAwaitPromise)
	if err != nil {
		p.Fatal(err)
	}
	for _, w := range wide {
		p.Errorf("%s: sticks out of a screen of %d: %s", name, p.width, w)
	}
	for _, v := range found {
		p.Errorf("%s: %s: %s %s (%s)", name, v.Impact, v.ID, v.Help, strings.Join(v.Where, "; "))
	}
	p.mutex.Lock()
	for _, c := range p.complains {
		p.Errorf("%s: the browser complains: %s", name, c)
	}
	p.complains = nil
	p.mutex.Unlock()
}

// sticksOut are the elements that make a page wider than the screen; what scrolls in a frame of its own does not. A phone shows such a page smaller.
const sticksOut = `(width => document.documentElement.scrollWidth <= width ? [] : [...document.body.querySelectorAll("*")].filter(e =>
	e.getBoundingClientRect().right > width && ![...document.querySelectorAll(".scroll")].some(s => s !== e && s.contains(e) && (getComputedStyle(e).position !== "absolute" || s.contains(e.offsetParent))))
	.map(e => e.outerHTML.slice(0, 150)).slice(0, 3))(%d)`

// violation is what axe-core finds.
type violation struct {
	ID, Impact, Help string
	Where            []string
}

const runAxe = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"]}).then(r =>
	r.violations.filter(v => v.impact === "serious" || v.impact === "critical").map(v => ({ID: v.id, Impact: v.impact, Help: v.help, Where: v.nodes.map(n => n.html.slice(0, 150))})))`
