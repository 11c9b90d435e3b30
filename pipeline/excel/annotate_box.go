package excel

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Notes are shown in boxes that stand in a part of VML, an older language that every program still reads. Such a part need not be
// XML in the strict sense, so that it is only searched for whole shapes.
var (
	boxShape  = regexp.MustCompile(`(?s)<v:shape\s.*?</v:shape>`)
	boxRow    = regexp.MustCompile(`<x:Row>\s*(\d+)\s*</x:Row>`)
	boxColumn = regexp.MustCompile(`<x:Column>\s*(\d+)\s*</x:Column>`)
	boxNumber = regexp.MustCompile(`_x0000_s(\d{1,9})\b`)
)

// boxSpaces are the name spaces that boxes are written with.
var boxSpaces = []string{` xmlns:v="urn:schemas-microsoft-com:vml"`, ` xmlns:o="urn:schemas-microsoft-com:office:office"`, ` xmlns:x="urn:schemas-microsoft-com:office:excel"`}

var emptyBoxes = `<xml` + strings.Join(boxSpaces, "") + `><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>`

const boxesEnd = "</xml>"

const boxType = `<v:shapetype%s id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>` +
	`<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`

// withoutBoxes takes away the boxes of notes that are gone.
func withoutBoxes(part string, gone []position) string {
	if len(gone) == 0 {
		return part
	}
	return boxShape.ReplaceAllStringFunc(part, func(shape string) string {
		row, column := boxRow.FindStringSubmatch(shape), boxColumn.FindStringSubmatch(shape)
		if row == nil || column == nil || !strings.Contains(shape, `ObjectType="Note"`) {
			return shape
		}
		r, _ := strconv.Atoi(row[1]) // digits; too many of them are no row of ours
		c, _ := strconv.Atoi(column[1])
		if slices.Contains(gone, position{r + 1, c + 1}) {
			return ""
		}
		return shape
	})
}

// takesBoxes tells whether a part has a place for boxes.
func takesBoxes(part string) bool {
	return strings.Contains(part, boxesEnd) && strings.Contains(part, "urn:schemas-microsoft-com:vml")
}

// withBoxes adds a box for each new note to a part that takes them.
func withBoxes(part string, made []*mark, columns []columnStyle) string {
	end := strings.LastIndex(part, boxesEnd)
	number := 1024
	for _, found := range boxNumber.FindAllStringSubmatch(part, -1) {
		n, _ := strconv.Atoi(found[1])
		number = max(number, n)
	}
	declared := ""
	for _, space := range boxSpaces {
		if !strings.Contains(part, space) {
			declared += space
		}
	}
	var out strings.Builder
	out.WriteString(part[:end])
	if len(made) > 0 && !strings.Contains(part, `"_x0000_t202"`) {
		fmt.Fprintf(&out, boxType, declared)
	}
	for _, m := range made {
		number++
		out.WriteString(box(number, declared, m, columns))
	}
	out.WriteString(part[end:])
	return out.String()
}

// The size of a box in pixels: as wide as a sentence reads well, as high as its lines need.
const (
	boxWidth   = 340
	boxLine    = 17
	boxRowHigh = 20 // a row of a sheet, as most are
)

// box writes one box, right of its cell; declared are the name spaces that its part does not declare.
func box(number int, declared string, m *mark, columns []columnStyle) string {
	lines := textLines(m.note, 10, false, boxWidth-16) + 2
	left, top := m.at.column, max(m.at.row-2, 0) // counted from 0: the column behind the cell
	right, over := left, boxWidth
	for right < maxColumn && over > columnPixels(columns, right+1) {
		over -= columnPixels(columns, right+1)
		right++
	}
	high := lines * boxLine
	return fmt.Sprintf(`<v:shape%s id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:%dpt;height:%dpt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`+
		`<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>`+
		`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, 15, %d, 4, %d, %d, %d, %d</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
		declared, number, boxWidth*3/4, high*3/4, left, top, right, over, top+high/boxRowHigh, high%boxRowHigh, m.at.row-1, m.at.column-1)
}

// columnPixels is the width of a column.
func columnPixels(columns []columnStyle, column int) int {
	for _, c := range columns {
		if c.first <= column && column <= c.last && c.width > 0 {
			return max(int(c.width*7), 1)
		}
	}
	return 64
}
