package samples_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/vi"
	"tonghop/templates"
)

// No form has a place for a person's name, and none for who gave a tip: it could be leaked, subpoenaed or mailed to the wrong
// address only if it were there. This test holds every word of every layout to that.

// personal are words, folded, that a form would have which asks for a person.
var personal = []string{
	// a name
	"ho ten", "ho va ten", "ho dem", "ten nguoi", "ten ca nhan", "ten ong", "ong ba", "bi danh", "bi so", "ten goi khac", "danh sach ca nhan", "danh sach nguoi",
	// who gave a tip, or told on whom
	"nguoi cung cap", "nguoi bao tin", "nguoi bao cao tin", "nguoi cho tin", "nguoi dua tin", "nguoi to giac", "nguoi to cao", "nguoi khai bao", "nguoi trinh bao",
	"nguon cung cap", "noi dung tin", "noi dung nguon tin", "co so bi mat", "dac tinh", "cong tac vien", "nguoi bi to giac", "doi tuong bi",
	// who somebody is
	"danh tinh", "nhan than", "ly lich", "nhan dang", "cccd", "cmnd", "cmt", "can cuoc", "chung minh", "so dinh danh", "ho chieu", "ho khau", "ma so thue",
	"ngay sinh", "nam sinh", "thang sinh", "sinh ngay", "sinh nam", "noi sinh", "tuoi", "gioi tinh", "nghe nghiep", "que quan", "chuc vu", "chuc danh",
	// how to find somebody
	"dia chi", "noi o", "cho o", "noi cu tru", "cu tru", "thuong tru", "tam tru", "so nha", "dien thoai", "sdt", "di dong", "email", "e mail", "thu dien tu", "zalo",
	"facebook", "lien he", "nguoi dai dien", "dai dien", "nguoi dung dau", "to truong", "doi truong", "nguoi lap", "ky ten", "chu ky",
}

// forbidding are the phrases, folded, in which such a word may stand, for they say that it must not be written.
var forbidding = []string{"khong ghi ten nguoi hay don vi", "khong ghi ten nguoi", "khong bieu nao co cho ghi nguoi cung cap"}

// wordy are the fields of registers that are words, and what of: none is a person. Whoever adds one reads this first.
var wordy = map[string]string{
	"kind": "a kind of model", "area": "an area", "state": "a state", "reason": "why a model was dissolved", "models": "names of models", "founded": "a day",
}

// notesFor tells of which rows the form asks a reason: those that take models away or bring them.
var notesFor = []string{"models.dissolved", "models.merged_out", "models.merged_in"}

func TestNoFormHasAPlaceForAName(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	if len(c.Layouts) < 6 {
		t.Fatalf("%d layouts", len(c.Layouts))
	}
	for _, place := range placesForNames(c) {
		t.Error(place)
	}
}

// placesForNames lists what asks for a person, or would hold one.
func placesForNames(c *pipeline.Catalog) (found []string) {
	for _, indicator := range c.Indicators {
		found = append(found, asked("indicator "+indicator.ID, indicator.Name, indicator.Definition, indicator.Unit)...)
		if counted(indicator.ID) && (indicator.Decimal || indicator.Nature != pipeline.Flow || indicator.Unit == "") {
			found = append(found, "indicator "+indicator.ID+" is no count")
		}
	}
	for _, key := range c.Breakdowns {
		found = append(found, asked("breakdown "+key.Key, key.Name)...)
		for _, value := range key.Values {
			found = append(found, asked("breakdown "+key.Key, value.Name)...)
		}
	}
	h := c.Head
	for _, labels := range [][]string{h.Form, h.Version, h.Reporter, h.Code, h.Receiver, h.Period, h.Measure, h.Deadline, h.Letter, {h.Prompt.Title, h.Prompt.Text}} {
		found = append(found, asked("head", labels...)...)
	}
	for _, layout := range c.Layouts {
		found = append(found, placesOfLayout(layout)...)
	}
	return found
}

func placesOfLayout(l pipeline.Layout) (found []string) {
	place := fmt.Sprintf("layout %s.v%d", l.ID, l.Version)
	say := func(what string) { found = append(found, place+": "+what) }
	found = append(found, asked(place, l.Title, l.Sheet, l.Unit, l.Deadline)...)
	found = append(found, asked(place, slices.Concat(l.Notes, l.Rows.Header, l.Rows.Total)...)...)
	counts, words := false, false
	for _, item := range l.Rows.Items {
		found = append(found, asked(place, append(item.Choices, item.Label)...)...)
		if len(item.Choices) > 0 && !slices.Contains(notesFor, item.Indicator) {
			say(item.Indicator + " has choices, so its note is open")
		}
	}
	for _, column := range l.Columns {
		found = append(found, asked(place, slices.Concat(column.Header, column.Group, column.Choices, []string{column.Note})...)...)
		for _, value := range column.Values {
			found = append(found, asked(place, value.Label...)...)
		}
		if column.Field != "" && wordy[column.Field] == "" {
			say("field " + column.Field + " is not known to be of no person")
		}
		counts = counts || counted(column.Indicator)
		words = words || column.Role == pipeline.TextColumn || column.Role == pipeline.NoteColumn
	}
	if counts && words {
		say("a column of words stands beside tips or commendations")
	}
	for _, box := range l.Boxes {
		found = append(found, asked(place, append(box.Label, box.Note)...)...)
	}
	return found
}

// TestBlankFormsHaveNoPlaceForAName looks at what is written into the blank forms, beside what their layouts say.
func TestBlankFormsHaveNoPlaceForAName(t *testing.T) {
	t.Parallel()
	c := loadCatalog(t)
	for _, layout := range c.Layouts {
		sender := "ca-mau"
		if !layout.Sender.Sends(pipeline.ProvinceUnit) {
			sender = southwest
		}
		var blank bytes.Buffer
		if err := excel.WriteForm(&blank, c.Form(layout, unitOf(t, c, sender), mustPeriod(t, "2024-08"))); err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(&blank)
		if err != nil {
			t.Fatal(err)
		}
		for _, sheet := range file.GetSheetList() {
			rows, err := file.GetRows(sheet)
			comments, commentsErr := file.GetComments(sheet)
			if err != nil || commentsErr != nil || len(rows) == 0 {
				t.Fatal(len(rows), err, commentsErr)
			}
			texts := slices.Concat(rows...)
			for _, comment := range comments {
				texts = append(texts, comment.Text)
			}
			for _, place := range asked("blank form "+layout.ID+", "+sheet, texts...) {
				t.Error(place)
			}
		}
		file.Close()
	}
}

// counted tells whether an indicator is about tips or commendations, which are numbers and nothing else.
func counted(indicator string) bool {
	subject, _, _ := strings.Cut(indicator, ".")
	return subject == "tips" || subject == "commendations"
}

// asked says which texts ask for a person.
func asked(place string, texts ...string) (found []string) {
	for _, text := range texts {
		folded := " " + vi.Fold(text) + " "
		for _, phrase := range forbidding {
			folded = strings.ReplaceAll(folded, " "+phrase+" ", " . ")
		}
		for _, word := range personal {
			if strings.Contains(folded, " "+word+" ") {
				found = append(found, fmt.Sprintf("%s: %q asks for a person: %s", place, text, word))
			}
		}
	}
	return found
}

// TestPlacesForNamesAreFound lays forms that ask for a person over the defaults, one at a time.
func TestPlacesForNamesAreFound(t *testing.T) {
	t.Parallel()
	const rows, columns = "rows: {items: [{code: \"01\", label: a, indicator: tips}]}\ncolumns: [{role: name, header: [b]}, {header: [c]}", "rows: {each: commune}\ncolumns: [{role: name, header: [a]}, {header: [b], indicator: tips}"
	for name, table := range map[string]string{
		"a header":              columns + ", {header: [Người báo tin], indicator: models.built}]",
		"a synonym":             columns + ", {header: [c, HỌ VÀ TÊN], indicator: models.built}]",
		"a group":               columns + ", {group: [Căn cước công dân], header: [Số], indicator: models.built}]",
		"a note":                columns + ", {header: [c], indicator: models.built, note: 'Ghi số điện thoại, không ghi tên người.'}]",
		"a box":                 columns + "]\nboxes: [{id: x, label: [Danh tính]}]",
		"a box's note":          columns + "]\nboxes: [{id: x, label: [Khác], note: 'Họ, tên; ngày sinh.'}]",
		"a line of the notes":   columns + "]\nnotes: ['Ghi rõ địa chỉ.']",
		"words beside tips":     columns + ", {role: text, field: kind, header: [Nội dung]}]",
		"remarks beside tips":   columns + ", {role: note, header: [Ghi chú]}]",
		"an unknown field":      "rows: {register: models}\ncolumns: [{role: name, header: [a]}, {role: text, field: founder, header: [Sáng lập]}]",
		"a value":               "rows: {register: models}\ncolumns: [{role: name, header: [a]}, {role: text, field: kind, header: [b], values: [{id: x, label: [Số CCCD]}]}]",
		"a choice":              "rows: {register: models}\ncolumns: [{role: name, header: [a]}, {role: text, field: reason, header: [b], choices: [Đội trưởng nghỉ]}]",
		"a row":                 strings.Replace(rows, "label: a", "label: Người tố giác", 1) + "]",
		"a reason of tips":      strings.Replace(rows, "indicator: tips", "indicator: tips, choices: [Khác]", 1) + ", {role: note, header: [Lý do]}]",
		"a reason of merit":     strings.Replace(rows, "indicator: tips", "indicator: commendations.individuals, choices: [Khác]", 1) + ", {role: note, header: [Lý do]}]",
		"a title":               columns + "]\ntitle: Danh sách cá nhân được khen",
		"nothing (it is right)": columns + "]",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			head := "id: own\nversion: 1\nnumber: 99/X\nsheet: a\nsender: {kinds: [province]}\n"
			if !strings.Contains(table, "\ntitle:") {
				head += "title: a\n"
			}
			found := placesForNames(overlaid(t, "layouts/own.yaml", head+table+"\n"))
			if (len(found) == 0) != strings.HasPrefix(name, "nothing") {
				t.Errorf("%q", found)
			}
		})
	}
	indicators := readText(t, "../templates/indicators.yaml")
	for _, change := range [][2]string{
		{"unit: nguồn tin, nature: flow", "unit: nguồn tin, decimal: true, nature: flow"},
		{"không biểu nào có chỗ ghi người cung cấp", "ghi cả người cung cấp"},
		{"name: Nguồn tin có giá trị", "name: Danh tính nguồn tin"},
	} {
		changed := strings.Replace(indicators, change[0], change[1], 1)
		if found := placesForNames(overlaid(t, "indicators.yaml", changed)); changed == indicators || len(found) != 1 {
			t.Errorf("%s: %q", change[1], found)
		}
	}
}

// overlaid is the catalogue with one file of its own.
func overlaid(t *testing.T, name, text string) *pipeline.Catalog {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Load(catalog.Overlay(dir, templates.FS), "")
	if err != nil {
		t.Fatal(err)
	}
	return c
}
