package excel

import (
	"slices"
	"strings"

	"tonghop/pipeline"
)

// The fills of marked cells. They are so by themselves that a cell of this colour in a workbook that came back is one of
// ours, and in print they are grey enough to be seen and pale enough to be read.
var severityFills = map[pipeline.Severity]string{
	pipeline.Error:   "FFFFC2BD",
	pipeline.Warning: "FFFFEB8F",
	pipeline.Note:    "FFCCE3F9",
}

const noFill = `<fill><patternFill patternType="none"/></fill>`

func solidFill(colour string) string {
	return `<fill><patternFill patternType="solid"><fgColor rgb="` + colour + `"/><bgColor indexed="64"/></patternFill></fill>`
}

// isOurFill tells whether a fill is one that marks a cell, also as other programs write it.
func isOurFill(fill string) bool {
	x := newScanner(fill)
	ours := false
	err := x.document("fill", func() error {
		return x.each(func() error {
			solid := getAttr(x.part[x.from:x.at], "patternType") == "solid"
			return x.each(func() error {
				colour := strings.ToUpper(getAttr(x.part[x.from:x.at], "rgb"))
				for _, mark := range severityFills {
					ours = ours || solid && x.name == "fgColor" && len(colour) == 8 && colour[2:] == mark[2:]
				}
				return nil
			})
		})
	})
	return err == nil && ours
}

// What a fill consists of; nothing else is taken from a workbook that came back.
var (
	fillElements   = []string{"fill", "patternFill", "fgColor", "bgColor", "gradientFill", "stop", "color"}
	fillAttributes = []string{"patternType", "rgb", "indexed", "theme", "tint", "auto", "type", "degree", "left", "right", "top", "bottom", "position"}
)

// longestFill is how many bytes a fill may have that is kept; a gradient of six stops has 500.
const longestFill = 1000

// plainFill writes a fill without prefix and with nothing but what a fill consists of; "" for one that is no fill.
func plainFill(fill string) string {
	if len(fill) > longestFill {
		return ""
	}
	x := newScanner(fill)
	var out strings.Builder
	var names []string
	for {
		if x.next() != nil {
			return ""
		}
		switch x.kind {
		case atEnd:
			return out.String()
		case closes:
			out.WriteString("</" + names[len(names)-1] + ">")
			names = names[:len(names)-1]
		case opens:
			if !slices.Contains(fillElements, x.name) || len(names) == 0 && x.name != "fill" {
				return ""
			}
			names = append(names, x.name)
			out.WriteString("<" + x.name)
			for _, a := range x.attrs {
				if slices.Contains(fillAttributes, a.name) && !strings.ContainsAny(a.value, `<>&"'`) {
					out.WriteString(" " + a.name + `="` + a.value + `"`)
				}
			}
			out.WriteString(">")
		}
	}
}
