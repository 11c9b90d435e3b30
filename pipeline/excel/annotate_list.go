package excel

import (
	"fmt"
	"strings"

	"tonghop/pipeline"
	"tonghop/pipeline/vi"
)

// findingsMark stands in the first row of our sheet, in a hidden column: by it the sheet is known again under any name, in a
// workbook that another program has saved.
const findingsMark = "tonghop: findings"

// The columns of our sheet. The last two are hidden: on which sheet and cell a finding stands, and the fill that the cell had.
const (
	columnSeverity = iota + 1
	columnSheet
	columnCell
	columnSentence
	columnAdvice
	columnMark
	columnFill
)

// headRow is the row of the column titles, repeated on every page.
const headRow = 3

// maxListed bounds the rows of our sheet. Whoever has more findings than that mends those first; Excel takes 65,530 links.
const maxListed = 10_000

// isFindings tells whether a sheet is the one that a return brought: it has our mark and nothing but texts. With a figure
// on it, it is no longer ours alone.
func isFindings(sheet *pipeline.Sheet) bool {
	g := newGrid(sheet)
	if cell := g.cell(1, columnMark); cell == nil || strings.TrimSpace(cell.Raw) != findingsMark {
		return false
	}
	for _, row := range sheet.Rows {
		for _, cell := range row.Cells {
			if cell.Kind != pipeline.TextCell || cell.Formula != "" {
				return false
			}
		}
	}
	return true
}

// withoutFindings returns the workbook without the sheet of ours that a return brought.
func withoutFindings(workbook *pipeline.Workbook) *pipeline.Workbook {
	hers := &pipeline.Workbook{}
	for i := range workbook.Sheets {
		if !isFindings(&workbook.Sheets[i]) {
			hers.Sheets = append(hers.Sheets, workbook.Sheets[i])
		}
	}
	return hers
}

// place on a sheet, as our sheet remembers it.
type markedCell struct {
	sheet string
	at    position
}

// earlierFills reads from our sheet which fills the cells had that it coloured.
func earlierFills(sheet *pipeline.Sheet) map[markedCell]string {
	fills := map[markedCell]string{}
	for _, row := range sheet.Rows {
		text := map[int]string{}
		for _, cell := range row.Cells {
			text[cell.Column] = cell.Raw
		}
		name, ref, ok := cutLast(text[columnMark], "!")
		r, c, err := parseRef(ref)
		if fill := plainFill(text[columnFill]); ok && err == nil && fill != "" {
			fills[markedCell{vi.NFC(name), position{r, c}}] = fill
		}
	}
	return fills
}

func cutLast(text, separator string) (before, after string, ok bool) {
	i := strings.LastIndex(text, separator)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(separator):], true
}

// listStyles are the numbers of the styles of our sheet.
type listStyles struct {
	title, guide, head, body, link int
	severity                       map[pipeline.Severity]int
}

// addListStyles adds the styles of our sheet. Its cells are texts, also when somebody edits one that begins with =.
func (s *styleSheet) addListStyles() listStyles {
	font := func(inner string) int {
		return s.add("fonts", prefixed("<font>"+inner+"</font>", s.prefix))
	}
	const name = `<name val="` + fontName + `"/><family val="1"/>`
	plain, bold := font(`<sz val="12"/>`+name), font(`<b/><sz val="12"/>`+name)
	title, link := font(`<b/><sz val="14"/>`+name), font(`<u/><sz val="12"/><color rgb="FF`+linkColor+`"/>`+name)
	side := func(name string) string { return "<" + name + ` style="thin"><color rgb="FF000000"/></` + name + ">" }
	border := s.add("borders", prefixed("<border>"+side("left")+side("right")+side("top")+side("bottom")+"<diagonal/></border>", s.prefix))
	xf := func(font, fill, border int, across string) int {
		return s.add("cellXfs", prefixed(fmt.Sprintf(`<xf numFmtId="49" fontId="%d" fillId="%d" borderId="%d"%s quotePrefix="1" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">`+
			`<alignment horizontal="%s" vertical="top" wrapText="1"/></xf>`, font, fill, border, s.base, across), s.prefix))
	}
	l := listStyles{
		title: xf(title, 0, 0, "left"), guide: xf(plain, 0, 0, "left"),
		head: xf(bold, s.fill(solidFill("FF"+headFill)), border, "center"),
		body: xf(plain, 0, border, "left"), link: xf(link, 0, border, "left"),
		severity: map[pipeline.Severity]int{},
	}
	for _, severity := range []pipeline.Severity{pipeline.Error, pipeline.Warning, pipeline.Note} { // in one order: same input, same bytes
		l.severity[severity] = xf(bold, s.fill(solidFill(severityFills[severity])), border, "left")
	}
	return l
}

// listedFinding is a finding as our sheet lists it.
type listedFinding struct {
	pipeline.Finding
	target string // of the link to its cell; "" for none
	mark   *mark  // nil for none
	sheet  string // of the mark
}

// writeList writes our sheet.
func writeList(findings []listedFinding, words map[string]string, of spaces, styles listStyles) string {
	var out, links strings.Builder
	fmt.Fprintf(&out, xmlHead+`<worksheet xmlns="%s"><sheetPr><tabColor rgb="%s"/><pageSetUpPr fitToPage="1"/></sheetPr>`, of.main, severityFills[pipeline.Error])
	fmt.Fprintf(&out, `<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/>`+
		`<selection pane="bottomLeft" activeCell="A%d" sqref="A%d"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15.75"/><cols>`, headRow, headRow+1, headRow+1, headRow+1)
	for i, width := range listWidths {
		fmt.Fprintf(&out, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
	}
	fmt.Fprintf(&out, `<col min="%d" max="%d" width="9" hidden="1" customWidth="1"/></cols><sheetData>`, columnMark, columnFill)
	row := listRow{out: &out}
	row.write(1, textHigh(20), listCellOf{columnSeverity, styles.title, words["findings-title"]}, listCellOf{columnMark, 0, findingsMark})
	row.write(2, textHigh(34), listCellOf{columnSeverity, styles.guide, words["findings-guide"]})
	row.write(headRow, "", listCellOf{columnSeverity, styles.head, words["findings-severity"]}, listCellOf{columnSheet, styles.head, words["findings-sheet"]},
		listCellOf{columnCell, styles.head, words["findings-cell"]}, listCellOf{columnSentence, styles.head, words["findings-sentence"]}, listCellOf{columnAdvice, styles.head, words["findings-advice"]})
	for i, f := range findings {
		number := headRow + 1 + i
		if i == maxListed {
			more := pipeline.Fill(words["findings-more"], map[string]string{"count": vi.Int(int64(len(findings) - i)).String()})
			cell := listCellOf{columnSentence, styles.body, more}
			row.write(number, fitted([]listCellOf{cell}), cell)
			break
		}
		link := styles.body
		if f.target != "" {
			link = styles.link
			fmt.Fprintf(&links, `<hyperlink ref="%s" location="%s" display="%s"/>`, pipeline.CellName(number, columnCell), xmlName(f.target), xmlText(f.Cell))
		}
		cells := []listCellOf{{columnSeverity, styles.severity[f.Severity], words["severity-"+string(f.Severity)]}, {columnSheet, styles.body, f.Sheet},
			{columnCell, link, f.Cell}, {columnSentence, styles.body, f.Explained()}, {columnAdvice, styles.body, f.Advice}}
		if f.mark != nil {
			cells = append(cells, listCellOf{columnMark, 0, f.sheet + "!" + pipeline.CellName(f.mark.at.row, f.mark.at.column)}, listCellOf{columnFill, 0, f.mark.fill})
		}
		row.write(number, fitted(cells), cells...)
	}
	if len(findings) == 0 {
		row.write(headRow+1, "", listCellOf{columnSentence, styles.body, words["nothing-found"]})
	}
	out.WriteString(`</sheetData><mergeCells count="2"><mergeCell ref="A1:E1"/><mergeCell ref="A2:E2"/></mergeCells>`)
	if links.Len() > 0 {
		out.WriteString("<hyperlinks>" + links.String() + "</hyperlinks>")
	}
	out.WriteString(`<pageMargins left="0.59" right="0.59" top="0.79" bottom="0.79" header="0.39" footer="0.39"/>` +
		`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter></worksheet>`)
	return out.String()
}

// listCellOf is a cell of our sheet.
type listCellOf struct {
	column, style int
	text          string
}

// listRow writes rows of our sheet.
type listRow struct{ out *strings.Builder }

// listWidths are the widths of the columns that are seen.
var listWidths = []int{14, 18, 8, 60, 60}

// listSize is the size of the font.
const listSize = 12

// fitted is the height that a row needs; not every program fits rows by itself.
func fitted(cells []listCellOf) string {
	points := 0.0
	for _, c := range cells {
		if c.column <= len(listWidths) {
			points = max(points, textPoints(c.text, listSize, c.column == columnSeverity, pixels(float64(listWidths[c.column-1]))-6))
		}
	}
	return textHigh(int(min(points, maxRowPoints)))
}

func textHigh(points int) string { return fmt.Sprintf(` ht="%d" customHeight="1"`, points) }

// write writes a row of texts; never formulas.
func (r listRow) write(number int, high string, cells ...listCellOf) {
	fmt.Fprintf(r.out, `<row r="%d"%s>`, number, high)
	for _, c := range cells {
		fmt.Fprintf(r.out, `<c r="%s" s="%d"`, pipeline.CellName(number, c.column), c.style)
		if c.text == "" {
			r.out.WriteString("/>")
			continue
		}
		fmt.Fprintf(r.out, ` t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, xmlText(cutUnits(cleanText(c.text), maxCellUnits)))
	}
	r.out.WriteString("</row>")
}
