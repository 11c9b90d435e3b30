package catalog_test

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tonghop/pipeline/catalog"
	"tonghop/templates"

	"github.com/google/go-cmp/cmp"
)

func crlf(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }

// problemsOf loads the defaults under own files and returns the lines of the error, without the folder.
func problemsOf(t *testing.T, files map[string]string) []string {
	t.Helper()
	dir := overlaid(t, files)
	_, err := catalog.Load(catalog.Overlay(dir, templates.FS), "")
	if err == nil {
		return nil
	}
	var problem *catalog.Problem
	if !errors.As(err, &problem) {
		t.Errorf("%v is no problem of the catalogue", err)
	}
	return strings.Split(strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), ""), "\n")
}

// edit replaces a text of a default file once, and returns the file and the line on which the new text begins.
func edit(t *testing.T, file, old, replacement string) (text string, line int) {
	t.Helper()
	data, err := fs.ReadFile(templates.FS, file)
	if err != nil {
		t.Fatal(err)
	}
	before, after, found := strings.Cut(string(data), old)
	if !found {
		t.Fatalf("%s has no %q any more", file, old)
	}
	return before + replacement + after, 1 + strings.Count(before, "\n")
}

// A broken default file: what takes the place of old, and what is said, LINE being where that begins.
func TestBrokenDefault(t *testing.T) {
	for name, c := range map[string]struct{ file, old, new, want string }{
		"unknown key":            {"indicators.yaml", "{id: tips, name:", "{id: tips, nam:", `indicators: unknown key "nam"; expected the keys adds, at, decimal, definition, distinct, id, name, nature, of, since, unit`},
		"unknown key at top":     {"indicators.yaml", "indicators:\n", "indicator: []\nindicators:\n", `unknown key "indicator"; expected the keys breakdowns, indicators`},
		"no boolean":             {"indicators.yaml", "{id: tips,", "{id: tips, decimal: maybe,", `indicators.decimal: "maybe"; expected true or false`},
		"no list":                {"indicators.yaml", "nguồn tin, nature: flow, adds: [units, time],", "nguồn tin, nature: flow, adds: units,", `indicators.adds: "units"; expected a list`},
		"bad axis":               {"indicators.yaml", "nature: stock, adds: [units]}", "nature: stock, adds: [unit]}", `adds: "unit"; expected one of units, time`},
		"bad nature":             {"indicators.yaml", "nature: stock, adds: [units]}", "nature: stok, adds: [units]}", `nature: "stok"; expected one of stock, flow, derived`},
		"bad date":               {"indicators.yaml", "{id: tips,", "{id: tips, since: 2024-13-01,", `indicators.since: "2024-13-01"; expected a date YYYY-MM-DD`},
		"twice":                  {"indicators.yaml", "- {id: tips,", "- {id: exemplars,", `indicator "exemplars" is there twice`},
		"unknown of":             {"indicators.yaml", "of: models.closing", "of: models.close", `of: "models.close" is no indicator`},
		"no unit of measure":     {"indicators.yaml", "- {id: tips, name: Nguồn tin có giá trị, unit: nguồn tin,", "- {id: tips, name: Nguồn tin có giá trị,", "an indicator needs id, name and unit (of measure)"},
		"mark of secrecy":        {"tonghop.yaml", "marks: [MẬT,", "marks: [Mật,", `marks: "Mật"; expected capital letters`},
		"no label":               {"head.yaml", "reporter: [Đơn vị báo cáo, Đơn vị gửi báo cáo]", "reporter: []", "reporter: expected a label and its synonyms"},
		"label no list":          {"head.yaml", "code: [Mã đơn vị]", "code: Mã đơn vị", `code: "Mã đơn vị"; expected a list`},
		"bad severity":           {"messages.yaml", "unread-sheet: {severity: warning", "unread-sheet: {severity: fatal", `severity: "fatal"; expected one of error, warning, note`},
		"not filled in":          {"messages.yaml", "two-forms: {severity: error,\n    sentence: \"Tệp {file}", "two-forms: {severity: error,\n    sentence: \"Tệp {name}", "{name} is not filled in here; expected one of {cell}, {count}, {file}, {got}, {sheet}"},
		"row's indicator":        {"layouts/tong-hop.v1.yaml", "indicator: models.built}", "indicator: models.build}", `indicator: "models.build" is not in indicators.yaml`},
		"row's code twice":       {"layouts/tong-hop.v1.yaml", `{code: "34"`, `{code: "033"`, `code "033" stands on line BEFORE already`},
		"column's breakdown":     {"layouts/vung.v1.yaml", "breakdown: {area: dtts}", "breakdown: {area: dtt}", `breakdown: area="dtt"; expected one of dtts, ton-giao, bien-gioi`},
		"no breakdown":           {"layouts/vung.v1.yaml", "breakdown: {area: dtts}", "breakdown: {aria: dtts}", `breakdown: "aria" is no key of a breakdown in indicators.yaml`},
		"bad role":               {"layouts/vung.v1.yaml", "{role: ordinal", "{role: order", `role: "order"; expected one of ordinal, name, code, figure, note, commune, district, day, text`},
		"bad sender":             {"layouts/vung.v1.yaml", "sender: {kinds: [region, nation]", "sender: {kinds: [regions, nation]", `sender: kind "regions"; expected one of nation, region, province, commune`},
		"bad version":            {"layouts/vung.v1.yaml", "version: 1", "version: one", `version: "one"; expected a whole number`},
		"number of another":      {"layouts/vung.v1.yaml", "number: 02/V-BVANTQ", "number: 01/TH-BVANTQ", `number "01/TH-BVANTQ" is that of layout "tong-hop"`},
		"rule's code":            {"rules/whole-number.sql", "code: whole-number", "code: whole-numbers", `code: "whole-numbers"; expected the file's name, "whole-number"`},
		"rule's severity":        {"rules/whole-number.sql", "severity: error", "severity: errors", `severity: "errors"; expected one of error, warning, note`},
		"rule's scope":           {"rules/whole-number.sql", "scope: form", "scope: forms", `scope: "forms"; expected one of form, total`},
		"rule's key":             {"rules/whole-number.sql", "scope: form", "scop: form", `unknown key "scop"; expected the keys advice, code, forms, indicators, mode, scope, sentence, severity, severity_from, source, title, valid, waivable`},
		"rule's mode":            {"rules/whole-number.sql", "scope: form", "mode: zero\nscope: form", `mode: "zero"; expected one of non_null, partial_zero, or nothing`},
		"rule's waivers":         {"rules/required-figure.sql", "waivable: nobody", "waivable: province", `waivable: "province"; expected one of unit, department, nobody`},
		"rule's forms":           {"rules/whole-number.sql", "scope: form", "forms: [tong-hop, tonghop]\nscope: form", `forms: no layout has the id "tonghop"`},
		"rule's forms no list":   {"rules/whole-number.sql", "scope: form", "forms: tong-hop\nscope: form", `forms: "tong-hop"; expected a list`},
		"rule's form twice":      {"rules/whole-number.sql", "scope: form", "forms: [xa, vung, xa]\nscope: form", `forms: "xa" is there twice`},
		"rule's indicators":      {"rules/whole-number.sql", "scope: form", "indicators: [models.close]\nscope: form", `indicators: no indicator has the id "models.close"`},
		"rule's indicator twice": {"rules/whole-number.sql", "scope: form", "indicators: [tips, tips]\nscope: form", `indicators: "tips" is there twice`},
		"rule's later severity":  {"rules/whole-number.sql", "scope: form", "severity_from: 2027\nscope: form", `severity_from: "2027"; expected a date YYYY-MM-DD`},
		"a note from a day":      {"rules/empty-figures.sql", "scope: form", "severity_from: 2027-01-01\nscope: form", `severity_from: a note is a note from the first day on; expected severity error or warning with it`},
		"severity never":         {"rules/whole-number.sql", "scope: form", "severity_from: 2027-01-01\nvalid: {until: 2026-12-31}\nscope: form", "severity_from is after valid.until"},
		"rule's dates":           {"rules/whole-number.sql", "scope: form", "valid: {from: 2024}\nscope: form", `valid.from: "2024"; expected a date YYYY-MM-DD`},
		"rule's brace":           {"rules/whole-number.sql", "advice: Kiểm", "advice: Kiểm {", "advice: a brace is not closed"},
		"report's key":           {"reports/period.md", "title: ", "titel: ", `unknown key "titel"; expected the keys conference, each, file, files, id, kind, pack, subject, title`},
		"report's file":          {"reports/period.md", "file: ", "file: ../", `file: "../bao-cao-{period}-{unit}" is no file name; expected letters a to z, digits, -, {period} and {unit}, in one folder at most`},
		"report twice":           {"reports/period.md", "id: period", "id: conference", `report "conference" is there twice`},
		"csv columns":            {"geography/provinces.csv", "id,code,name", "id,name,code", "expected the columns id,code,name,kind,valid_from,valid_to,change,successor,exact,source"},
		"csv fields":             {"geography/provinces.csv", "cao-bang,04,Cao Bằng,tỉnh,2004-01-01,,,,,", "cao-bang,04,Cao Bằng", "wrong number of fields; expected 10 fields: id,code,name,kind,valid_from,valid_to,change,successor,exact,source"},
		"csv quotes":             {"geography/provinces.csv", "cao-bang,04,Cao Bằng", `cao-bang,04,Cao "Bằng`, `bare " in non-quoted-field; expected 10 fields: id,code,name,kind,valid_from,valid_to,change,successor,exact,source`},
		"csv date":               {"geography/provinces.csv", "cao-bang,04,Cao Bằng,tỉnh,2004-01-01", "cao-bang,04,Cao Bằng,tỉnh,1/1/2004", `valid_from: "1/1/2004" is no date; expected YYYY-MM-DD`},
		"csv change":             {"geography/provinces.csv", "2008-07-31,merge,ha-noi", "2008-07-31,merged,ha-noi", `change: "merged"; expected one of merge, rename, kind, boundary, or nothing`},
		"csv successor":          {"geography/provinces.csv", "2008-07-31,merge,ha-noi", "2008-07-31,merge,hanoi", `successor "hanoi" is not there on the day after valid_to`},
		"csv no name":            {"geography/provinces.csv", "cao-bang,04,Cao Bằng", "cao-bang,04,", "a province needs id, code, name and valid_from"},
		"csv dates crossed":      {"geography/provinces.csv", "cao-bang,04,Cao Bằng,tỉnh,2004-01-01,", "cao-bang,04,Cao Bằng,tỉnh,2004-01-01,2003-12-31", "valid_to is before valid_from"},
		"csv code":               {"geography/provinces.csv", "ca-mau-2025,96,", "ca-mau-2025,92,", "code 92 is that of ca-mau-2025 and can-tho-2025 at the same time (line BEFORE)"},
		"csv member":             {"geography/regions.csv", "Tây Nguyên,kon-tum", "Tây Nguyên,kontum", `province "kontum" is not in provinces.csv`},
		"csv regions":            {"geography/regions.csv", "Tây Nguyên,kon-tum", "Tây Nguyên,phu-yen", "phu-yen is in bac-trung-bo-duyen-hai-mien-trung of scheme kinh-te-xa-hoi at the same time"},
		"closing day":            {"tonghop.yaml", "closing_day: 14", "closing_day: 28", "calendar.closing_day: 28; expected 1 to 27, or 0 for the calendar month"},
		"closing day in words":   {"tonghop.yaml", "closing_day: 14", "closing_day: ngày 14", `calendar.closing_day: "ngày 14"; expected a whole number`},
		"offices":                {"tonghop.yaml", "- from: 2018-08-15", "- from: 2003-08-15", "offices: expected ascending days"},
		"job's limit":            {"tonghop.yaml", `* * * *", limit: 30m}  #`, `* * * *", limit: half}  #`, `service.jobs.intake.limit: "half"; expected such as 30m or 24h`},
		"job's key":              {"tonghop.yaml", "intake:  {spec", "intake:  {when", `service.jobs.intake: unknown key "when"; expected the keys limit, spec`},
		"reminders":              {"tonghop.yaml", "remind_before: [3, 1]", "remind_before: [1, 3]", "service.asking.remind_before: [1 3]; expected days before the deadline, the most first"},
		"chases":                 {"tonghop.yaml", "chase_after: [1, 4]", "chase_after: [0, 4]", "service.asking.chase_after: [0 4]; expected days after the deadline, the fewest first"},
		"closing soon":           {"tonghop.yaml", "close_after: 10", "close_after: 0", "service.asking.close_after: 0; expected at least 1 day after the last deadline"},
		"monthly report":         {"tonghop.yaml", "{report: period, unit: viet-nam}\n  # The server", "{report: perod, unit: viet-nam}\n  # The server", `service.drafts: "perod" is no report of reports/ that is about a period`},
		"monthly conference":     {"tonghop.yaml", "{report: period, unit: viet-nam}\n  # The server", "{report: conference, unit: viet-nam}\n  # The server", `service.drafts: "conference" is no report of reports/ that is about a period`},
		"scanner":                {"tonghop.yaml", "    scan: \"\"", "    scan: clamd.ctl", `service.portal.scan: "clamd.ctl"; expected the path of clamd's socket such as /run/clamav/clamd.ctl, or an address and a port such as 127.0.0.1:3310`},
		"mail's security":        {"tonghop.yaml", "security: starttls ", "security: ssl ", `service.mail.security: "ssl"; expected one of starttls, tls, none`},
		"mail's sender":          {"tonghop.yaml", `from: ""    `, "from: v05 ", `service.mail.from: "v05"; expected an address such as Cục V05 <v05@example.vn>`},
		"recipient of nothing":   {"tonghop.yaml", "recipients: []", "recipients: [{unit: ca-mau}]", "service.recipients: expected addresses under drafts, editions or both"},
		"recipient's address":    {"tonghop.yaml", "recipients: []", "recipients: [{drafts: [lan]}]", `service.recipients: "lan"; expected an e-mail address`},
		"address of no unit":     {"tonghop.yaml", "addresses: {}", "addresses: {camau: [a@b.vn]}", `service.addresses: "camau" is the id of no unit of geography/`},
		"backups":                {"tonghop.yaml", "keep_backups: 14", "keep_backups: 0", "service.folders.keep_backups: 0; expected at least 1"},
		"listening":              {"tonghop.yaml", "listen: 127.0.0.1:8470", "listen: 8470", `service.listen: "8470"; expected an address and a port such as 127.0.0.1:8470`},
		"log":                    {"tonghop.yaml", "log: text", "log: txt", `service.log: "txt"; expected one of text, json`},
	} {
		t.Run(name, func(t *testing.T) {
			text, line := edit(t, c.file, c.old, c.new)
			got := problemsOf(t, map[string]string{c.file: text})
			want := []string{fmt.Sprintf("%s:%d: %s", c.file, line, strings.ReplaceAll(c.want, "BEFORE", strconv.Itoa(line-1)))}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

const goodHead = "/*\ncode: own\nseverity: note\nscope: form\ntitle: Riêng\nsentence: a\nadvice: b\n*/\n"

// Own files that are broken, and everything that is said.
func TestBrokenFile(t *testing.T) {
	for name, c := range map[string]struct {
		file, text string
		want       []string
	}{
		"no comment":   {"rules/own.sql", "SELECT 1\n", []string{"rules/own.sql:1: expected a comment /* … */ with code, severity, scope, title, sentence and advice before the query"}},
		"no query":     {"rules/own.sql", goodHead, []string{"rules/own.sql:8: expected a query after the comment"}},
		"blank lines":  {"rules/own.sql", "\n\n" + strings.Replace(goodHead, "scope: form", "scope: all", 1) + "SELECT 1", []string{`rules/own.sql:6: scope: "all"; expected one of form, total`}},
		"no sentence":  {"rules/own.sql", strings.Replace(goodHead, "sentence: a\n", "", 1) + "SELECT 1", []string{"rules/own.sql:1: sentence is empty; expected a Vietnamese sentence"}},
		"a message":    {"rules/damaged.sql", strings.Replace(goodHead, "own", "damaged", 1) + "SELECT 1", []string{`rules/damaged.sql:2: code: "damaged" is a message of messages.yaml`}},
		"until":        {"rules/own.sql", strings.Replace(goodHead, "scope: form", "scope: form\nvalid:\n  from: 2024-01-01\n  until: 2023-01-01", 1) + "SELECT 1", []string{"rules/own.sql:7: valid: until is before from"}},
		"no mode":      {"rules/own.sql", goodHead + "SELECT $mode", []string{"rules/own.sql:1: mode is empty and the query names $mode; expected one of non_null, partial_zero"}},
		"sample alone": {"rules/own.lines.csv", "", []string{"rules/own.lines.csv: a sample lies beside its rule, and there is no rules/own.sql"}},
		"no YAML":      {"reports/own.md", "# Báo cáo\n", []string{"reports/own.md:1: expected YAML between two lines of --- with id, title, file, kind and subject"}},
		"no subject":   {"reports/own.md", "---\nid: own\ntitle: a\nfile: b\nkind: c\n---\n", []string{"reports/own.md:2: a report needs id, title, kind, subject, and either file, or files with a name each for pdf, xlsx or both"}},
		"broken YAML":  {"conferences/own.yaml", "id: own\nunit: [a\n", []string{"conferences/own.yaml:2: sequence end token ']' not found"}},
		"bad indent":   {"conferences/own.yaml", "id: own\n unit: a\n", []string{"conferences/own.yaml:1: mapping value is not allowed in this context"}},
		"a text":       {"conferences/own.yaml", "hội nghị\n", []string{`conferences/own.yaml:1: "hội nghị"; expected the keys date, id, map, name, period, place, provinces, recipients, report, sections, signer, title, unit`}},
		"signer":       {"conferences/own.yaml", "id: own\nsigner:\n  ten: a\n", []string{`conferences/own.yaml:3: signer: unknown key "ten"; expected the keys authority, name, title`}},
		"empty layout": {"layouts/own.yaml", "id: own\n", []string{
			"layouts/own.yaml:1: a layout needs id, version (from 1), number, title and sheet",
			"layouts/own.yaml:1: sender: expected the kinds of units that send the form",
			"layouts/own.yaml:1: rows: expected either each (a kind of unit), register or items",
			"layouts/own.yaml:1: columns: expected one of role name, found 0"}},
		"empty rule":         {"rules/own.sql", "", []string{"rules/own.sql:1: expected a comment /* … */ with code, severity, scope, title, sentence and advice before the query"}},
		"one file for each":  {"reports/own.md", "---\nid: own\ntitle: a\nfiles: {pdf: b, xlsx: \"c/{unit}\"}\nkind: c\nsubject: d\neach: q\n---\n", []string{`reports/own.md:4: files: "b" is written for each unit and needs {unit}`}},
		"a file of the pack": {"reports/own.md", "---\nid: own\ntitle: a\nfiles: {pdf: 01-bao-cao}\nkind: c\nsubject: d\npack: true\n---\n", []string{`reports/own.md:4: files: 01-bao-cao.pdf is written by report "conference" already; expected another name, for both are in one pack`}},
		"empty report":       {"reports/own.md", "", []string{"reports/own.md:1: expected YAML between two lines of --- with id, title, file, kind and subject"}},
		"empty conference":   {"conferences/own.yaml", "\ufeff", []string{"conferences/own.yaml:1: a conference needs id, title, place, date, period, report, and unit or name with provinces"}},
		"empty provinces":    {"geography/provinces.csv", "", []string{"geography/provinces.csv:1: expected the columns id,code,name,kind,valid_from,valid_to,change,successor,exact,source"}},
		"messages gone":      {"messages.yaml", "messages: {}\nwords: {}\n", nil},
		"several": {"indicators.yaml", "indicators:\n- {id: a, name: b, unit: c, nature: x, adds: [y]}\n", []string{
			`indicators.yaml:2: nature: "x"; expected one of stock, flow, derived`,
			`indicators.yaml:2: adds: "y"; expected one of units, time`}},
	} {
		t.Run(name, func(t *testing.T) {
			got := problemsOf(t, map[string]string{c.file: c.text})
			if c.want == nil { // too many to list: one a message of the defaults
				c.want = got
				if len(got) < 20 || !strings.HasSuffix(got[0], "is missing; the default file has it") {
					t.Errorf("got %v", got)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// The operator's configuration is told apart from the defaults, and a file that is not there is one problem.
func TestBrokenConfig(t *testing.T) {
	path := filepath.Join(overlaid(t, map[string]string{"own.yaml": "limits:\n  memori: 1GB\n"}), "own.yaml")
	for config, want := range map[string]string{
		path:       path + `:2: limits: unknown key "memori"; expected the keys cell_chars, cells, file_bytes, memory, part_bytes, parts, parts_bytes, sheets`,
		path + "x": path + "x: cannot be read: no such file or directory",
	} {
		if _, err := catalog.Load(templates.FS, config); err == nil || err.Error() != want {
			t.Errorf("got %v\nwant %s", err, want)
		}
	}
}
