package compose

import (
	"strings"
	"testing"

	"tonghop/pipeline"
)

// What a query names that is not in the catalogue, and what is said of it. The query's first line is 9.
func TestNamed(t *testing.T) {
	for _, c := range []struct{ sql, want string }{
		{"FROM line WHERE indicator = 'models.closing' AND breakdown IN ('', 'area=dtts;level=bo')", ""},
		{"SELECT figures['tips'], figures['tips area=dtts'], l.figures['models.built'] FROM l", ""},
		{"SELECT 'Tp. Huế', 'a.b%', '31.12.2024', 'Báo cáo.', 'x=y', kind IN ('part', 'total'), name LIKE 'tip%'", ""},
		{"-- 'models.bult'\nSELECT /* 'models.bult'\n*/ 1 AS \"models.bult\", 'the '' models.bult'", ""},
		{"FROM line WHERE indicator LIKE 'mod%' AND breakdown LIKE 'area=%'", ""},

		{"SELECT 1\nFROM line WHERE l.indicator = 'models.closng'", `10: no indicator of indicators.yaml is called "models.closng"; the nearest are models.closing, models.built`},
		{"FROM line WHERE indicator <> 'tip'", `9: no indicator of indicators.yaml is called "tip"; the nearest are tips`},
		{"FROM line WHERE indicator NOT IN ('tips', 'exemplars')", `9: no indicator of indicators.yaml is called "exemplars"`},
		{"FROM cells_of(a, indicators := ['tips', 'exemplars'])", `9: no indicator of indicators.yaml is called "exemplars"`},
		{"SELECT list_has_any(known, ['models.built',\n'exemplars'])", `10: no indicator of indicators.yaml is called "exemplars"`},
		{"SELECT f('part', 'core.teams')", `9: no indicator of indicators.yaml is called "core.teams"`},
		{"SELECT figures['exemplars'],\n'\n' || figures['tips area=dtt']", "9: no indicator of indicators.yaml is called \"exemplars\"\n" +
			`11: "area=dtt" is no breakdown of indicators.yaml; the nearest are area=dtts, area=bien-gioi`},
		{"SELECT figures['tips level=bo;area=dtts']", `9: "level=bo;area=dtts": the pairs of a breakdown are sorted; expected "area=dtts;level=bo"`},
		{"FROM line WHERE breakdown = 'award=bo'", `9: "award=bo" is no breakdown of indicators.yaml; the nearest are level=bo`},
		{"FROM line WHERE indicator NOT LIKE 'core.%'", `9: no indicator of indicators.yaml is like "core.%"`},
	} {
		catalog := catalogue()
		catalog.Reports = order("```sql a\n" + c.sql + "\n```").Reports
		_, err := New(catalog).Queries(catalog.Reports[0])
		var said []string
		if err != nil {
			said = strings.Split(err.Error(), "\n")
		}
		for i := range said {
			said[i] = strings.TrimPrefix(said[i], "reports/x.md:")
		}
		if got := strings.Join(said, "\n"); got != c.want {
			t.Errorf("%s\n%s\nwant\n%s", c.sql, got, c.want)
		}
	}
}

// A row's kind says what its totals add: one that is none is not passed over.
func TestUnknownKind(t *testing.T) {
	result := pipeline.Result{Columns: []string{"kind", "n"}, Rows: [][]pipeline.Cell{{{Text: ""}, {Text: "1"}}, {{Text: "sum"}, {Text: "1"}}}}
	_, err := composed(catalogue(), order("| A |\n|--|\n| {a.n} |"), pipeline.Results{"a": result})
	want := `reports/x.md:13: query "a": a row of a table has the kind "sum"; expected one of part, section, subtotal, total, declared`
	if err == nil || err.Error() != want {
		t.Errorf("%v\nwant\n%s", err, want)
	}
}
