package excel

import (
	"errors"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// sharedText is a text of a workbook. Its runs are kept where one of them is in a legacy encoding.
type sharedText struct {
	text string
	runs []run
}

// run is a piece of a text in a font of its own.
type run struct {
	text     string
	font     bool // it names its font; otherwise it has the cell's
	encoding vi.Encoding
}

// readStrings reads the texts that cells share.
func (b *book) readStrings(part string) error {
	if part == "" {
		return nil
	}
	x, err := b.scan(part)
	if err != nil {
		return err
	}
	return inPart(part, x.document("sst", func() error {
		return x.each(func() error {
			if x.name != "si" {
				return nil
			}
			if len(b.strings) == b.limits.Cells {
				return tooMany("too-many-cells", len(b.strings)+1, b.limits.Cells)
			}
			text, err := x.sharedText()
			b.strings = append(b.strings, text)
			return err
		})
	}))
}

// sharedText reads the text within the element that was just opened: plain or in runs; phonetic hints are no part of it.
func (x *scanner) sharedText() (sharedText, error) {
	var text sharedText
	plain := false
	err := x.each(func() error {
		switch x.name {
		case "t":
			if plain {
				return errors.New("has two texts in one")
			}
			plain = true
			own, err := x.content()
			text.text = unescape(own)
			return err
		case "r":
			one, err := x.readRun()
			text.runs = append(text.runs, one)
			return err
		}
		return nil
	})
	if len(text.runs) > 0 {
		text.join()
	}
	return text, err
}

// join puts the runs together behind the plain text, and forgets them where none names its font.
func (t *sharedText) join() {
	if t.text != "" {
		t.runs = append([]run{{text: t.text}}, t.runs...)
	}
	var text strings.Builder
	for _, one := range t.runs {
		text.WriteString(one.text)
	}
	t.text = text.String()
	if !namesFont(t.runs) {
		t.runs = nil
	}
}

// namesFont tells whether some runs name a font and others have the cell's.
func namesFont(runs []run) bool {
	for _, one := range runs {
		if one.font {
			return true
		}
	}
	return false
}

func (x *scanner) readRun() (run, error) {
	var one run
	var pieces []string
	err := x.each(func() error {
		switch x.name {
		case "t":
			text, err := x.content()
			pieces = append(pieces, unescape(text))
			return err
		case "rPr":
			return x.each(func() error {
				if x.name != "rFont" {
					return nil
				}
				one.font, one.encoding = true, vi.FontEncoding(x.attr("val"))
				return nil
			})
		}
		return nil
	})
	one.text = strings.Join(pieces, "")
	return one, err
}

// decodedKey is a shared string in a cell of one encoding.
type decodedKey struct {
	index    int
	encoding vi.Encoding
}

// setText gives a cell a text in the encoding of its font.
func (t sharedText) setText(cell *pipeline.SheetCell, encoding vi.Encoding) {
	cell.Raw = t.text
	if t.runs == nil && encoding == vi.Unicode {
		return
	}
	if t.runs == nil {
		if text, ok := encoding.Decode(t.text); ok {
			cell.Raw, cell.Encoding = text, encoding
		}
		return
	}
	var whole strings.Builder
	for _, one := range t.runs {
		own := encoding
		if one.font {
			own = one.encoding
		}
		text, ok := own.Decode(one.text)
		if ok && own != vi.Unicode {
			cell.Encoding = own
		}
		whole.WriteString(text)
	}
	cell.Raw = whole.String()
}
