package excel

import (
	"errors"

	"github.com/xuri/excelize/v2"
)

// The looks of what is written: official documents are set in Times New Roman.
const (
	fontName   = "Times New Roman"
	entryFill  = "FFF9E3" // to be filled in
	closedFill = "D9D9D9" // does not apply
	headFill   = "EDEDED"
	linkColor  = "0563C1"
)

// look is how a cell is set; equal looks share one style of the workbook.
type look struct {
	size                    float64
	bold, italic, underline bool
	across, down            string // alignment
	indent                  int
	wrap, border, open      bool // open: not locked
	fill, color, format     string
	quoted                  bool // Excel keeps the cell a text, whatever it begins with
}

// with changes a look.
func (l look) with(change func(*look)) look {
	change(&l)
	return l
}

// styles keeps the styles of one workbook.
type styles struct {
	file    *excelize.File
	ids     map[look]int
	formats map[string]bool
}

func newStyles(file *excelize.File) *styles {
	return &styles{file: file, ids: map[look]int{}, formats: map[string]bool{}}
}

// maxFormats is how many number formats of its own a workbook gets; Excel opens no more than 200 to 250.
const maxFormats = 180

// admits tells whether the workbook can take a number format.
func (s *styles) admits(format string) bool {
	if s.formats[format] {
		return true
	}
	if units(format) > maxMessage || len(s.formats) >= maxFormats {
		return false
	}
	s.formats[format] = true
	return true
}

// id returns the style of a look.
func (s *styles) id(l look) (int, error) {
	if id, ok := s.ids[l]; ok {
		return id, nil
	}
	style := &excelize.Style{
		Font:       l.font(),
		Alignment:  &excelize.Alignment{Horizontal: l.across, Vertical: l.down, Indent: l.indent, WrapText: l.wrap},
		Protection: &excelize.Protection{Locked: !l.open},
	}
	if l.border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			style.Border = append(style.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
	}
	if l.fill != "" {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.format != "" {
		style.CustomNumFmt = &l.format
	}
	id, err := s.file.NewStyle(style)
	if err != nil {
		return 0, errors.Join(errors.New("workbook: style"), err)
	}
	if l.quoted {
		id = s.quote(id)
	}
	s.ids[l] = id
	return id, nil
}

// quote adds a style like another whose cells stay texts, by the mark that an apostrophe typed before a text leaves.
// excelize writes the mark and has no other way to set it.
func (s *styles) quote(id int) int {
	formats, yes := s.file.Styles.CellXfs, true
	format := formats.Xf[id]
	format.QuotePrefix = &yes
	formats.Xf = append(formats.Xf, format)
	formats.Count = len(formats.Xf)
	return formats.Count - 1
}

func (l look) font() *excelize.Font {
	font := &excelize.Font{Family: fontName, Size: l.size, Bold: l.bold, Italic: l.italic, Color: l.color}
	if l.underline {
		font.Underline = "single"
	}
	return font
}
