package duck_test

import "testing"

func TestFormRules(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, form, rule, want string }{
		{"a slice within its whole", "models.closing 9 | models.closing@area=dtts 9", "part-exceeds-whole", ""},
		{"a slice beyond its whole", "models.closing 9 | models.closing@area=dtts 10", "part-exceeds-whole", "A2 10 9"},
		{"a slice beyond a hedged whole", "models.closing gần 9 | models.closing@area=dtts 9", "part-exceeds-whole", "A2 9 gần 9"},
		{"a slice under an open whole", "models.closing trên 9 | models.closing@area=dtts 100", "part-exceeds-whole", ""},
		{"a slice without its whole", "models.built … | models.built@area=dtts 9", "part-exceeds-whole", ""},
		{"an of-which beyond its whole", "models.closing 9 | models.replicated_provincewide 10", "part-exceeds-whole", "A2 10 9"},
		{"an of-which of a slice", "models.closing 99 | models.replicated_provincewide 20 | models.closing@area=dtts 9 | models.replicated_provincewide@area=dtts 10", "part-exceeds-whole", "A4 10 9"},
		{"a slice of awards", "commendations.collectives@award=bang-khen;level=bo 3 | commendations.collectives@area=dtts;award=bang-khen;level=bo 4", "part-exceeds-whole", "A2 4 3"},
		{"cumulative against cumulative", "models.built 3 | models.built+ 3 | models.built@area=dtts 3 | models.built@area=dtts+ 4", "part-exceeds-whole", "A4 4 3"},
		{"the stock agrees", "models.opening 9 | models.built 3 | models.dissolved 1 | models.closing 11", "stock-flow", ""},
		{"the stock differs", "models.opening 9 | models.built 3 | models.dissolved 1 | models.closing 12", "stock-flow", "A4 12 11"},
		{"the stock of a slice", "models.opening@area=dtts 1 | models.built@area=dtts 1 | models.closing@area=dtts 3", "stock-flow", "A3 3 2"},
		{"replicating adds no model", "models.opening 9 | models.built 0 | models.replicated 5 | models.consolidated 6 | models.closing 9", "stock-flow", ""},
		{"the stock without its flow", "models.opening 9 | models.closing 11", "stock-flow", ""},
		{"a hedged stock", "models.opening gần 9 | models.built 3 | models.closing 20", "stock-flow", ""},
		{"decimals of a count", "models.closing 12,5", "whole-number", "A1 12,5 số nguyên không âm"},
		{"no number", "models.closing nhiều", "unreadable-figure", "A1 nhiều một số"},
	}
	o := newOffice(t, "part-exceeds-whole", "stock-flow", "whole-number", "unreadable-figure")
	for _, c := range cases {
		o.take(o.form("tong-hop kon-tum 2024-02 | " + c.form))
		if c.want == "" {
			o.expect(c.name, o.found(c.rule))
		} else {
			o.expect(c.name, o.found(c.rule), "kon-tum 2024-02 "+c.want)
		}
	}
}
