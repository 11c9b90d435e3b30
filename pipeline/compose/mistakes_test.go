package compose

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tonghop/pipeline"
)

// What an officer may get wrong in a report file, and what is said of it: the file, the line, what is expected. The file's first line is 8.
var mistakes = []struct{ body, want string }{
	// Places.
	{"\n{q.b}", `9: query "q" has no column "b"; it has a`},
	{"Một\nhai {r.a}\nba {s.b}.", "9: no query is called \"r\"; there are commended_list, pack_files, q\n10: no query is called \"s\"; there are commended_list, pack_files, q"},
	{"{pack_file.name}", `8: no query is called "pack_file"; the nearest are pack_files`},
	{"{town}", "8: {town} is no word of an order; a query's value is {query.column}, and the words are " + strings.Join(orderWords, ", ")},
	{"{~unit}", "8: {~unit}: only a figure is told as a hedge; expected {~query.column}"},
	{"\n- {~q.a}", `9: {~q.a}: "1" is no figure; expected {q.a}`},
	{"{total models}", `8: "{total models}": braces stand around a place only, which is whole and in one style; expected {query.column} or a word such as {unit}`},
	{"Có {tổng.số} ở {unit", "8: \"Có {tổng.số} ở {unit\": braces stand around a place only, which is whole and in one style; expected {query.column} or a word such as {unit}"},
	{"{q.**a**}", "8: \"{q.\": braces stand around a place only, which is whole and in one style; expected {query.column} or a word such as {unit}\n" +
		"8: \"}\": braces stand around a place only, which is whole and in one style; expected {query.column} or a word such as {unit}"},
	// Text.
	{"Một **hai", "8: ** that does not pair; expected **bold**, with no space inside and a space or a sign outside"},
	{"Một\n** hai** ba", "9: ** that does not pair; expected **bold**, with no space inside and a space or a sign outside"},
	{"Một\n`hai`", "8: text between ` and ` is not printed; expected text, **bold**, *italic* and places such as {unit}"},
	{"[a](http://b)", "8: a link is not printed; expected text, **bold**, *italic* and places such as {unit}"},
	{"**x ![a](b)**", "8: an image is not printed; expected text, **bold**, *italic* and places such as {unit}"},
	{"(*) một (*)", `8: two stars in parentheses make what is between them italic; expected (\*)`},
	{"<http://a.b>", "8: a link between < and > is not printed; expected text, **bold**, *italic* and places such as {unit}"},
	{"Một <b>hai</b>", "8: HTML is not printed; expected text, **bold**, *italic* and places such as {unit}"},
	{"\n<div>\na\n</div>", "9: expected a heading, paragraph, list, table, note (>) or a block such as ```sql; found HTML"},
	{"Một&nbsp;hai", "8: &nbsp; is HTML, which is not printed; expected the sign itself"},
	{"\n\n    Một", "10: expected a heading, paragraph, list, table, note (>) or a block such as ```sql; found text indented by four spaces or more"},
	{"Một\n\n#Hai", "10: a heading has a space behind #"},
	{"--Một", "8: an item begins with one dash and a space"},
	// Lists.
	{"1. Một\n2. Hai", "8: a list has no numbers; expected items that begin with a dash and a space, or headings, which are numbered by themselves"},
	{"- Một\n  - Hai", "9: an item is one paragraph without items in it; found a list"},
	{"- Một\n\n  Hai", "10: an item is one paragraph without items in it; found a paragraph"},
	{"- ```sql a\n  b\n  ```", "8: an item is text on one line or several; found a block between lines of ```"},
	{"- Một\n-\n- Hai", "8: an item without a text"},
	// Headings and sections.
	{"# A {#a}\n\n# B {#a}", `10: section "a" is there twice`},
	{"# A {#a}\n\n## B {#b}", "10: only a heading of level 1 and an annex have an id; a heading in an annex has none"},
	{"# Phụ lục: A {#a}\n\n# B {#b}", "10: only a heading of level 1 and an annex have an id; a heading in an annex has none"},
	{"# A {#kết-quả}", "8: the id of a section is {#id} at the end of its heading, of small letters a to z, digits and -"},
	{"# A {#Ket-qua}", "8: the id of a section is {#id} at the end of its heading, of small letters a to z, digits and -"},
	{"Lời. {#a}", "8: the id of a section is {#id} at the end of its heading, of small letters a to z, digits and -"},
	{"Lời.\n---\n\nTrên đây.", "8: a line of --- or === right below a text makes a heading of it; expected an empty line before ---, or # before a heading"},
	{"#### A", "8: a heading has level 1 to 3: #, ## or ###"},
	{"#\n\nA", "8: a heading without a text"},
	{"# A {.landscape}", "8: {.landscape}: expected {.landscape} at an annex, or {.sheet} at a heading of level 1"},
	{"# Phụ lục: A {.lanscape}", "8: {.lanscape}: expected {.landscape} at an annex, or {.sheet} at a heading of level 1"},
	{"# Phụ lục I A", "8: an annex begins with # Phụ lục: and its title, in capitals"},
	{"## Phụ lục: A", "8: an annex is of level 1; expected one # in front of it"},
	// Sheets.
	{"## A {.sheet}", "8: {.sheet} belongs to a heading of level 1 that is no annex"},
	{"# Phụ lục: A {.sheet}", "8: {.sheet} belongs to a heading of level 1 that is no annex"},
	{"# A {.sheet}\n\na\n\n# B", "12: sheets {.sheet} stand at the end of the file; expected this heading before them"},
	{"# A {.sheet}\n\na\n\n---\n\nb", "12: a sheet goes to the next one or the end of the file; expected no line of --- in it"},
	{"# Lỗi: mười {.sheet}", `8: the name of a sheet has 31 letters at most and none of [ ] : * ? / \`},
	{"# A {.sheet}\n\n```contents\nM\n```\n\n```narrative a\nb\n```\n\n```chart\ntitle: T\ncategory: {q.a}\nseries: {q.a} A\n```",
		"10: a sheet has no table of contents; it belongs in the report\n14: a sheet has no narrative; it belongs in the report\n19: a sheet has no chart; it belongs in the report"},
	// Blocks.
	{"```sql\nSELECT 1\n```", "8: " + expectedFence + "; found ```sql"},
	{"```sqll a\nSELECT 1\n```", "8: " + expectedFence + "; found ```sqll a"},
	{"```\n```", "8: " + expectedFence + "; found ```"},
	{"```sql Số-liệu\nSELECT 1\n```", `8: the name of a query is of small letters a to z, digits and _, and begins with a letter; found "Số-liệu"`},
	{"```sql commended_list\nSELECT 1\n```", "8: commended_list is a result that comes from no query; expected another name"},
	{"```sql a\nSELECT 1\n```\n\n```sql a\nSELECT 2\n```", "12: query a stands on line 8 of reports/x.md already; expected another name"},
	{"```sql a\n\n```", "8: query a is empty; expected one SELECT"},
	{"Một\n\n```sql a\nSELECT 1\n\nHai\n\n```sql b\nSELECT 2\n```", "10: ```sql a is not closed; expected a line of ``` before line 15"},
	{"```narrative a\nMột\n~~~\n```\n\n~~~narrative b\nHai", "10: a narrative holds paragraphs and items (- …); found a block between lines of ```\n13: ~~~narrative b is not closed; expected a line of ~~~ behind it"},
	{"```contents\n```", "8: ```contents has one line, the title"},
	{"```contents\nA\nB\n```", "8: ```contents has one line, the title"},
	// Narratives.
	{"```narrative a\nb\n```\n\n```narrative a\nb\n```", `12: narrative "a" is there twice; expected an id of its own`},
	{"```narrative Mở đầu\nb\n```", `8: the id of a narrative is of small letters a to z, digits and -; found "Mở đầu"`},
	{"```narrative a\n\nelse: b\n```", `8: narrative "a" is empty; expected paragraphs or items (- …)`},
	{"```narrative a\n# b\n```", "9: a narrative holds paragraphs and items (- …); found a heading"},
	{"```narrative a\nb\n\n1. c\n```", "11: a list has no numbers; expected items that begin with a dash and a space, or headings, which are numbered by themselves"},
	{"```narrative a\nb {q.x}\nelse: c {r.y}\n```", `10: no query is called "r"; there are commended_list, pack_files, q`},
	{"```narrative a\nb\nelse: c\n\nd\n```", "9: else: is the last line of a narrative, and one line"},
	// Tables.
	{"> Chú thích", "8: a note (>) stands behind its table only"},
	{": Bảng\n", "8: a caption (: …) with no table behind it"},
	{": Một\n\n: Hai\n\n| A |\n|--|\n| {q.a} |", "8: a caption (: …) with no table behind it"},
	{": Một\n\nHai\n\n| A |\n|--|\n| {q.a} |", "8: a caption (: …) with no table behind it"},
	{": Một\n: hai\n: ba\n\n| A |\n|--|\n| {q.a} |", "8: a caption is : and the title, and on a second line : and the unit of measure"},
	{": Một\nhai\n\n| A |\n|--|\n| {q.a} |", "8: a caption is : and the title, and on a second line : and the unit of measure"},
	{":Một", "8: a caption has a space behind the colon"},
	{"| A |\n|--|\n| 1 |\n", "10: expected {query.column} in the table's row"},
	{"| A |\n|--|\n| {q.a} |\n| 2 |\n", "8: expected a table with a header and one row that is made for each row of a query"},
	{"| A |\n|--|\n", "8: expected a table with a header and one row that is made for each row of a query"},
	{"| A | B |\n|--|\n| {q.a} | b |\n", "8: a table has a header, below it a line such as |:--|--:| with as many columns, and one row; the caption stands apart from it, with an empty line between"},
	{"| A | B |\n|--|--|\n| {q.a} |\n", `10: a row of 1 cells below a header of 2; expected as many (a | inside a cell is written \|)`},
	{"| A | B |\n|--|--|\n| {q.a} | b | c |\n", `10: a row of 3 cells below a header of 2; expected as many (a | inside a cell is written \|)`},
	{"| A |\n|--|\n| {~q.a} |\n", "8: {~q.a}: a table says its figures as they are; expected {query.column}"},
	{"| {q.a} |\n|--|\n| {q.a} |\n", "8: {q.a}: a header names words of the order only, such as {period}"},
	{"| {periode} |\n|--|\n| {q.b} |\n", "8: {periode} is no word of an order; a query's value is {query.column}, and the words are " + strings.Join(orderWords, ", ")},
	{"| A |\n|--|\n| {q.a} |\n\n> - b", "12: a note is a paragraph; found a list"},
	// Charts.
	{"```chart\ncolour: red\n```", `9: chart: unknown key "colour"; expected kind, size, title, unit, category or series`},
	{"```chart\nsize: large\ntitle: A\ncategory: {q.a}\nseries: {q.f} B\n```", `9: chart: size "large"; expected small, or no such line`},
	{"```chart\ntitle: A\ntitle: B\n```", "9: a chart needs title, category: {query.column} and series: {query.column} name\n10: chart: title is there twice"},
	{"```chart\nkind: pie\ntitle: T\ncategory: {q.a}\nseries: {q.a} A\n```", `9: chart: kind "pie"; expected bar or line`},
	{"```chart\ntitle: T\ncategory: {q.a}\nseries: {q.a} A\n```", "11: series: expected {query.column} with figures, then a name"},
	{"```chart\ntitle: T\ncategory: {q.a}\nseries: {~q.a} A\n```", "9: {~q.a}: a chart draws its figures as they are; expected {query.column}"},
	{"```chart\ntitle: T\ncategory: {q.a}\nseries: A {q.a}\n```", "11: series: expected {q.column} with figures, then a name"},
	{"```chart\ntitle: T\ncategory: {q.a}\nseries: {commended_list.no} A\n```", "11: series: expected {q.column} with figures, then a name"},
	{"```chart\ntitle: T\ncategory: {q.a}\nseries: {q.a}\nseries: {q.a} B\n```", "11: series: expected a name behind {q.a}, for there are several"},
}

func TestMistakes(t *testing.T) {
	results := pipeline.Results{"q": {Columns: []string{"a"}, Rows: [][]pipeline.Cell{{{Text: "1"}}}}}
	for _, c := range mistakes {
		lines := strings.Split(c.want, "\n")
		for i := range lines {
			lines[i] = "reports/x.md:" + lines[i]
		}
		_, err := composed(catalogue(), order(c.body), results)
		if want := strings.Join(lines, "\n"); err == nil || err.Error() != want {
			t.Errorf("%q:\n%v\nwant\n%s", c.body, err, want)
		}
	}
}

// What looks like a mistake and is none.
func TestNoMistakes(t *testing.T) {
	body := "Số 5 * 3, 2 < 3, a & b, (*), \\\\, [1], a_b_c, 50 %.\n\n* Một\n* Hai\n\n: Bảng\n\n```sql e\nSELECT 1\n```\n"
	if _, err := composed(catalogue(), order(body+"\n| A |\n|--|\n| {e.a} |"), pipeline.Results{}); err == nil || !strings.Contains(err.Error(), "a caption") {
		t.Errorf("%v", err) // a query stands before the caption, not between
	}
	body = strings.Replace(body, ": Bảng\n\n", "", 1) + "\n: Bảng\n\n| A \\| B | C |\n|--|--|\n| {q.a} \\| b | c |\n\n> (\\*) Một\n> hai.\n>\n> Ba."
	got, err := composed(catalogue(), order(body), pipeline.Results{"q": {Columns: []string{"a"}, Rows: [][]pipeline.Cell{{{Text: "1"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	table, _ := got.Blocks[2].(pipeline.Table)
	if text, want := visible(got.Blocks), "Số 5 \\* 3, 2 < 3, a & b, (\\*), \\\\, [1], a_b_c, 50 %.\n- Một\n- Hai\n"; text != want {
		t.Errorf("got %s, want %s", text, want)
	}
	if got := fmt.Sprintln(table.Columns[0].Header, table.Rows[0].Cells[0].Text, table.Notes); got != "A | B 1 | b [(*) Một hai. Ba.]\n" {
		t.Error(got)
	}
}

// Whatever a file says, reading it and filling it says so or succeeds.
func FuzzParse(f *testing.F) {
	for _, c := range mistakes {
		f.Add(c.body)
	}
	f.Add(sectioned)
	f.Add(narrated)
	f.Fuzz(func(t *testing.T, body string) {
		o := order(body)
		c := catalogue()
		c.Reports, c.Parts = o.Reports, []pipeline.Part{{Name: "parts/x", Body: body}}
		parsed, err := New(c).template("x")
		if err != nil {
			for line := range strings.Lines(err.Error()) {
				if !strings.HasPrefix(line, "reports/x.md:") && !strings.HasPrefix(line, ":") && !strings.Contains(err.Error(), "\n") {
					t.Errorf("no place: %s", line)
				}
			}
			return
		}
		results := pipeline.Results{}
		for _, query := range parsed.queries {
			result := pipeline.Result{}
			for _, p := range parsed.phrases {
				for _, x := range p.pieces {
					if x.query == query.Name && x.column != "" && !slices.Contains(result.Columns, x.column) {
						result.Columns = append(result.Columns, x.column)
					}
				}
			}
			result.Rows = make([][]pipeline.Cell, 2)
			for range result.Columns {
				result.Rows[0] = append(result.Rows[0], figure("1", pipeline.Own))
				result.Rows[1] = append(result.Rows[1], pipeline.Cell{Text: "a"})
			}
			results[query.Name] = result
		}
		composer := New(c)
		composer.Check(c.Reports[0], results)
		if _, err := composer.Compose(o, []pipeline.Results{results}); err != nil && !strings.Contains(err.Error(), ":") {
			t.Error(err)
		}
	})
}
