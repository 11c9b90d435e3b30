package pdf_test

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// run is a piece of a line as it is printed: lengths are points from the top left of its page.
type run struct {
	Text                     string
	Left, Top, Right, Bottom float64
	Size                     float64
	Style                    string // of the typeface: "", "B", "I" or "BI"
}

func (r run) middle() float64 { return (r.Left + r.Right) / 2 }

// printed is a page as it is printed.
type printed struct {
	Width, Height float64
	Runs          []run
}

// zoom is how many of poppler's pixels are a point: the most that it has.
const zoom = 3

// printedPages reads texts with their places, sizes and styles.
func printedPages(t *testing.T, path string, args ...string) []printed {
	t.Helper()
	out := poppler(t, "pdftohtml", append(args, "-xml", "-fontfullname", "-zoom", "3", "-i", "-stdout", path)...)
	var doc struct {
		Pages []struct {
			Width  float64 `xml:"width,attr"`
			Height float64 `xml:"height,attr"`
			Fonts  []struct {
				ID     string  `xml:"id,attr"`
				Size   float64 `xml:"size,attr"`
				Family string  `xml:"family,attr"`
			} `xml:"fontspec"`
			Texts []struct {
				Top    float64 `xml:"top,attr"`
				Left   float64 `xml:"left,attr"`
				Width  float64 `xml:"width,attr"`
				Height float64 `xml:"height,attr"`
				Font   string  `xml:"font,attr"`
				Text   string  `xml:",innerxml"`
			} `xml:"text"`
		} `xml:"page"`
	}
	if err := xml.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatal(err)
	}
	var all []printed
	sizes, styles := map[string]float64{}, map[string]string{}
	tags := regexp.MustCompile(`<[^>]*>`)
	for _, p := range doc.Pages {
		page := printed{Width: 210 * mm, Height: 297 * mm} // A4, which pdf_test.go holds; poppler cuts pixels off
		if p.Width > p.Height {
			page.Width, page.Height = page.Height, page.Width
		}
		for _, f := range p.Fonts {
			family, style, _ := strings.Cut(f.Family, "liberationserif")
			if family != "utf8" {
				t.Errorf("a text is set in %s", f.Family)
			}
			sizes[f.ID], styles[f.ID] = f.Size/zoom, style
		}
		for _, x := range p.Texts {
			text := strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`).Replace(tags.ReplaceAllString(x.Text, ""))
			page.Runs = append(page.Runs, run{Text: flat(text), Left: x.Left / zoom, Top: x.Top / zoom,
				Right: (x.Left + x.Width) / zoom, Bottom: (x.Top + x.Height) / zoom, Size: sizes[x.Font], Style: styles[x.Font]})
		}
		all = append(all, page)
	}
	return all
}

// box is a rectangle that is drawn; a line is one without height.
type box struct{ Left, Top, Right, Bottom float64 }

// drawn are the rules and frames of a page.
func drawn(t *testing.T, path string, page int, height float64) []box {
	t.Helper()
	svg := poppler(t, "pdftocairo", "-svg", "-f", fmt.Sprint(page), "-l", fmt.Sprint(page), path, "-")
	number := regexp.MustCompile(`(-?[\d.]+) (-?[\d.]+)`)
	var out []box
	for _, path := range regexp.MustCompile(`<path style="fill:none;[^>]*? d="([^"]*)"`).FindAllStringSubmatch(svg, -1) {
		b := box{Left: 1e9, Top: 1e9}
		for _, point := range number.FindAllStringSubmatch(path[1], -1) {
			x, _ := strconv.ParseFloat(point[1], 64)
			y, _ := strconv.ParseFloat(point[2], 64)
			y = height - y
			b = box{min(b.Left, x), min(b.Top, y), max(b.Right, x), max(b.Bottom, y)}
		}
		out = append(out, b)
	}
	return out
}
