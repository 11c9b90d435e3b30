package pdf_test

import (
	"io"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline"
	"tonghop/pipeline/pdf"
	"tonghop/pipeline/vi"
)

// hostile are texts that fpdf panics on, garbles, or that fit no line.
var hostile = []string{
	"😀 𐀀 \U0010ffff", "\x00\x01\x1b\x7f", "\xff\xfe\xc3", "\ufffe\uffff\ufeff\u200b\u00ad", "\ufacf \ufad0", // the last two decompose to above U+FFFF
	norm.NFD.String("Tiếng Việt ở đây"), "e\u0301\u0302\u0303 \u0301", "a\tb\r\nc\u2028d\u00a0e", "", " ", "\n\n",
	"\\(])(", "Ċ Ĝ Ŝ č \u0a0a \u0d0d", strings.Repeat("W", 900), strings.Repeat("dài ", 900),
}

func TestHostileText(t *testing.T) {
	for _, s := range hostile {
		f := figure(1)
		f.Quantity.Qualifier, f.Quantity.Words = vi.About, s
		d := &pipeline.Document{
			Title: s, Author: s, Language: s, Recipients: []string{s},
			Letterhead: pipeline.Letterhead{Parent: s, Issuer: s, Number: s, Symbol: s, Place: s, Kind: s, Subject: s, Draft: true, Mark: s},
			Signature:  pipeline.Signature{Authority: s, Title: s, Name: s},
			Blocks: []pipeline.Block{
				pipeline.Contents{Title: s}, pipeline.Heading{Level: 7, Text: s}, pipeline.Heading{Level: -1, Text: s}, text(s),
				pipeline.Paragraph{Inlines: []pipeline.Inline{{Text: s, Bold: true}, {Figure: f}, {Text: s, Italic: true}}},
				pipeline.List{Items: []pipeline.Paragraph{text(s), {}}},
				pipeline.Table{
					Caption: s, Unit: s, Notes: []string{s},
					Columns: []pipeline.Column{{Group: s, Header: s}, {Group: s, Header: "2"}, {Header: s}},
					Rows:    []pipeline.Row{{Cells: []pipeline.Cell{{Text: s, Mark: s}, {Figure: f}, {Text: s}}}, {Kind: pipeline.SectionRow, Cells: []pipeline.Cell{{}, {Text: s}}}},
				},
				pipeline.Chart{Title: s, Unit: s, Categories: []string{s, "b"}, Series: []pipeline.Series{{Name: s, Figures: []pipeline.Figure{*f}}, {Name: s}}},
				pipeline.Annex{Number: s, Title: s, Reference: s},
			},
		}
		poppler(t, "pdftotext", written(t, d), "-")
	}
}

func TestComposedAndReplaced(t *testing.T) {
	d := filled(0, text(norm.NFD.String("Tiếng Việt ở đây")+" [😀] [\x07] a\u00a0b"))
	if got, want := flat(pages(t, written(t, d))[0]), "Tiếng Việt ở đây [\ufffd] [] a b"; !strings.Contains(got, want) {
		t.Errorf("got %q, not %q", got, want)
	}
}

// FuzzText looks for texts that cannot be set.
func FuzzText(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		table := pipeline.Table{Columns: []pipeline.Column{{Header: s}, {Header: s}}, Rows: []pipeline.Row{{Cells: []pipeline.Cell{{Text: s}}}}}
		chart := pipeline.Chart{Title: s, Categories: []string{s, "b"}, Series: []pipeline.Series{{Name: s, Figures: []pipeline.Figure{*figure(1), *figure(2)}}, {Name: s}}}
		line := chart
		line.Kind = pipeline.LineChart
		if err := pdf.New().Write(io.Discard, filled(1, pipeline.Contents{Title: s}, pipeline.Heading{Level: 1, Text: s}, text(s), table, chart, line)); err != nil {
			t.Fatal(err)
		}
	})
}
