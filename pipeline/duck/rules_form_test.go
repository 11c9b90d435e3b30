package duck_test

import (
	"strings"
	"testing"

	"tonghop/pipeline"
)

func TestRateRange(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "rate-range", "whole-number")
	for figure, want := range map[string]string{"0": "", "100": "", "98,5": "", "gần 100": "", "trên 100": "A1 trên 100 từ 0 đến 100", "100,1": "A1 100,1 từ 0 đến 100",
		"-5": "A1 -5 từ 0 đến 100", "từ 90 đến 120": "A1 từ 90 đến 120 từ 0 đến 100", "820": "A1 820 từ 0 đến 100"} {
		outcomes := o.take(o.form("ngay-hoi ca-mau 2024-08 | festival.pledged_rate " + figure))
		if want == "" {
			o.expect(figure, o.found("rate-range"))
			o.expect(figure, o.found("whole-number"))
			continue
		}
		o.expect(figure, o.found("rate-range"), "ca-mau 2024-08 "+want)
		o.expect(figure, o.found("whole-number"))
		if outcomes[0].State != pipeline.Returned {
			t.Error(figure, outcomes[0].State)
		}
	}
}

// A rule for rollout: a note until the day from which it is an error.
func TestCommunesExceedModels(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, form, want string }{
		{"as many", "models.built 4 | models.built_communes 4", ""},
		{"more", "models.built 4 | models.built_communes 5", "A2 5 4"},
		{"consolidated", "models.consolidated 4 | models.consolidated_communes 5", "A2 5 4"},
		{"cumulative", "models.built 9 | models.built+ 9 | models.built_communes 5 | models.built_communes+ 10", "A4 10 9"},
		{"of one and the other", "models.built 4 | models.consolidated_communes 5", ""},
		{"hedged", "models.built trên 4 | models.built_communes 5", ""},
		{"hedged and beyond", "models.built dưới 4 | models.built_communes 4", "A2 4 dưới 4"},
		{"models unknown", "models.built … | models.built_communes 5", ""},
	}
	o := newOffice(t, "communes-exceed-models")
	for _, c := range cases {
		o.take(o.form("tong-hop kon-tum 2024-02 | " + c.form))
		if c.want == "" {
			o.expect(c.name, o.found("communes-exceed-models"))
		} else {
			o.expect(c.name, o.found("communes-exceed-models"), "kon-tum 2024-02 "+c.want)
		}
	}
	for period, want := range map[string]pipeline.State{"2026-12": pipeline.Accepted, "2027-01": pipeline.Returned} {
		outcome := o.take(o.form("tong-hop ca-mau-2025 " + period + " | models.built 4 | models.built_communes 5"))[0]
		if outcome.State != want || len(outcome.Findings) != 1 || (outcome.Findings[0].Severity == pipeline.Error) != (want == pipeline.Returned) {
			t.Errorf("%s: %s %v", period, outcome.State, outcome.Findings)
		}
	}
}

// The total of a form against its own rows, where the figures of the units themselves say nothing else.
func TestFormTotal(t *testing.T) {
	t.Parallel()
	const rows = " | kon-tum models.closing 1 | gia-lai models.closing 2 | dak-lak models.closing 3 | dak-nong models.closing 4 | lam-dong models.closing 5"
	own := []string{"tong-hop kon-tum 2024 | models.closing 2", "tong-hop gia-lai 2024 | models.closing 2", "tong-hop dak-lak 2024 | models.closing 3", "tong-hop dak-nong 2024 | models.closing 4", "tong-hop lam-dong 2024 | models.closing 5"}
	cases := []struct {
		name  string
		forms []string
		want  []string // form-total, then total-imbalance
	}{
		{"agrees", []string{five + "15" + rows}, []string{"", ""}},
		{"total-imbalance tells it", []string{five + "16" + rows}, []string{"", "16 15"}},
		{"the provinces' own figures agree with the total", append([]string{five + "16" + rows}, own...), []string{"16 15", ""}},
		{"the provinces' own figures differ otherwise", append([]string{five + "17" + rows}, own...), []string{"17 15", "17 16"}},
		{"a hedge holds", append([]string{five + "trên 15" + strings.Replace(rows, "closing 5", "closing trên 5", 1)}, own...), []string{"", ""}},
		{"a hedged row bounds the sum", append([]string{five + "16" + strings.Replace(rows, "closing 5", "closing trên 6", 1)}, own...), []string{"16 trên 16", ""}},
		{"communes", []string{"xa ca-mau 2024 | models.closing 5 | ca-mau/cai-nuoc/hung-my models.closing 2 | ca-mau/cai-nuoc/tan-hung models.closing 2"}, []string{"", "5 4"}},
	}
	o := newOffice(t, "form-total", "total-imbalance")
	for _, c := range cases {
		outcomes := o.attempted(c.forms...)
		for i, rule := range []string{"form-total", "total-imbalance"} {
			var want []string
			if c.want[i] != "" {
				want = append(want, strings.Join(strings.Fields(c.forms[0])[1:3], " ")+" A1 "+c.want[i])
			}
			o.expect(c.name+", "+rule, foundBy(rule, outcomes), want...)
		}
	}
}
