package catalog_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

// configured loads the defaults with a configuration file of one's own.
func configured(t *testing.T, text string) (*pipeline.Catalog, string, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "own.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Load(templates.FS, path)
	return c, path, err
}

func TestDeadlines(t *testing.T) {
	c, _, err := configured(t, "forms:\n- {form: tong-hop, every: [month, year], due_days: 5}\n- {form: vung, every: [quarter], kinds: [region], due_days: 9}\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []pipeline.Deadline{
		{Form: "tong-hop", Every: []pipeline.PeriodKind{"month", "year"}, Kinds: []pipeline.UnitKind{"province"}, DueDays: 5},
		{Form: "vung", Every: []pipeline.PeriodKind{"quarter"}, Kinds: []pipeline.UnitKind{"region"}, Schemes: []string{"dia-ban", "kinh-te-xa-hoi"}, DueDays: 9},
	}
	if diff := cmp.Diff(want, c.Config.Deadlines); diff != "" {
		t.Errorf("the list is replaced whole (-want +got)\n%s", diff)
	}
	c, _, err = configured(t, "calendar: {closing_day: 0}\n")
	if err != nil || len(c.Config.Deadlines) < 6 {
		t.Errorf("the defaults are lost: %v %v", c.Config.Deadlines, err)
	}
}

func TestBrokenDeadlines(t *testing.T) {
	for line, want := range map[string][]string{
		"{form: tonghop, due_days: 3}":                                      {`forms: form "tonghop" is not in layouts/; expected one of danh-muc, khen-thuong, ngay-hoi, tong-hop, vung, xa`},
		"{form: tong-hop, every: [month]}":                                  {"forms: tong-hop: due_days: 0; expected 1 to 365 days after the period's last day"},
		"{form: tong-hop, due_days: 366}":                                   {"forms: tong-hop: due_days: 366; expected 1 to 365 days after the period's last day"},
		"{form: tong-hop, due_days: three}":                                 {`forms.due_days: "three"; expected a whole number`},
		"{form: tong-hop, every: [week], due_days: 3}":                      {`forms: tong-hop: every: "week"; expected one of month, quarter, half, nine-months, year`},
		"{form: tong-hop, every: month, due_days: 3}":                       {`forms.every: "month"; expected a list`},
		"{form: tong-hop, every: [month], kinds: [commune], due_days: 3}":   {"forms: tong-hop: kinds: no commune sends the form; expected one of province"},
		"{form: vung, every: [month], due_days: 3}":                         {"forms: vung: kinds: expected which of region, nation owe it"},
		"{form: vung, every: [month], kinds: [province], due_days: 3}":      {"forms: vung: kinds: no province sends the form; expected one of region, nation"},
		"{form: vung, kinds: [region], schemes: [kinh-te], due_days: 3}":    {`forms: vung: schemes: no region of "kinh-te" sends the form; expected one of dia-ban, kinh-te-xa-hoi`},
		"{form: xa, due: 3}":                                                {`forms: unknown key "due"; expected the keys due_days, every, form, kinds, schemes`},
		"{form: khen-thuong, every: [month, half, month], due_days: 3}":     {"forms: khen-thuong: every: month is there twice"},
		"{form: tong-hop, every: [half, year], due_days: 3}":                {"forms: tong-hop: every: half has a deadline already"},
		"{form: xa, due_days: 4}\n- {form: xa, due_days: 5}":                {"forms: xa: is there twice"},
		"{form: khen-thuong, every: [quarter], kinds: [x], due_days: 3}":    {"forms: khen-thuong: kinds: no x sends the form; expected one of province, region, nation"},
		"{form: khen-thuong, due_days: 4, every: [month], kinds: [nation]}": nil,
	} {
		_, path, err := configured(t, "forms:\n- {form: tong-hop, every: [half], due_days: 9}\n- "+line+"\n")
		var got []string
		for _, problem := range strings.Split(errorText(err), "\n") {
			if problem != "" {
				got = append(got, strings.TrimPrefix(problem, path+":"))
			}
		}
		for i := range want {
			want[i] = map[bool]string{true: "4", false: "3"}[strings.Contains(line, "\n")] + ": " + want[i]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", line, diff)
		}
	}
	// Defaults that do not suit a layout of one's own are told as defaults.
	text, _ := edit(t, "layouts/vung.v2.yaml", "id: vung", "id: wung")
	rule, _ := edit(t, "rules/form-total.sql", "forms: [vung, xa]", "forms: [xa]")
	found := problemsOf(t, map[string]string{"rules/form-total.sql": rule, "layouts/vung.v2.yaml": strings.Replace(text, "02/V-", "92/V-", 1), "layouts/vung.v1.yaml": strings.Replace(strings.Replace(text, "02/V-", "93/V-", 1), "id: wung", "id: vvung", 1)})
	told := regexp.MustCompile(`^tonghop\.yaml:\d+: forms: form "vung" is not in layouts/`)
	if !slices.ContainsFunc(found, told.MatchString) {
		t.Errorf("got %q", found)
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
