package pipeline

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestApproved(t *testing.T) {
	t.Parallel()
	day := func(text string) time.Time { d, _ := time.Parse(time.DateOnly, text); return d }
	c := &Catalog{Config: Config{Calendar: Calendar{ClosingDay: 14}, Marks: []string{"MẬT", "TỐI MẬT"}}}
	month, _ := ParsePeriod("2024-08")
	span, _ := ParsePeriod("2018..2024")
	early := span.Closing(day("2024-08-15"))
	good := Approval{Number: "5", Date: day("2024-08-14"), Signer: Signature{Name: "Nguyễn Văn A"}}
	for _, test := range []struct {
		name   string
		period Period
		change func(*Approval)
		want   string // number and mark, or the beginning of what is wrong
	}{
		{"as it is", month, func(*Approval) {}, "05"},
		{"a leading zero", month, func(a *Approval) { a.Number = " 05 " }, "05"},
		{"ten", month, func(a *Approval) { a.Number = "010" }, "10"},
		{"zero", month, func(a *Approval) { a.Number = "00" }, `number "00": expected`},
		{"a symbol", month, func(a *Approval) { a.Number = "5/BC-V05" }, `number "5/BC-V05": expected`},
		{"other digits", month, func(a *Approval) { a.Number = "٥" }, `number "٥": expected`},
		{"too long", month, func(a *Approval) { a.Number = "1234567" }, `number "1234567": expected`},
		{"before the figures close", month, func(a *Approval) { a.Date = day("2024-08-13") }, "date 2024-08-13: the figures go up to 2024-08-14"},
		{"figures that close early", early, func(a *Approval) { a.Date = day("2024-08-15") }, "05"},
		{"before they close early", early, func(a *Approval) { a.Date = day("2024-08-14") }, "date 2024-08-14: the figures go up to 2024-08-15"},
		{"today", month, func(a *Approval) { a.Date = day("2024-09-05") }, "05"},
		{"tomorrow", month, func(a *Approval) { a.Date = day("2024-09-06") }, "date 2024-09-06: it is 2024-09-05 today"},
		{"any case", month, func(a *Approval) { a.Mark = " tối  mật" }, "05 TỐI MẬT"},
		{"decomposed", month, func(a *Approval) { a.Mark = "ma\u0323\u0302t" }, "05 MẬT"},
		{"no mark", month, func(a *Approval) { a.Mark = "KHẨN" }, `mark "KHẨN": expected one of MẬT, TỐI MẬT`},
		{"no signer", month, func(a *Approval) { a.Signer.Name = " \n" }, "the signer's name is empty"},
		{"a long signer", month, func(a *Approval) { a.Signer.Name = strings.Repeat("ă", 121) }, "signer "},
		{"an unprintable title", month, func(a *Approval) { a.Signer.Title = "CỤC\u202eTRƯỞNG" }, "title "},
		{"no text", month, func(a *Approval) { a.Signer.Authority = "\xff" }, "authority "},
	} {
		a := good
		test.change(&a)
		checked, err := c.approved(Order{Period: test.period, Approval: &a}, day("2024-09-05"))
		var refused *DecisionError
		switch {
		case errors.As(err, &refused):
			if !strings.HasPrefix(refused.Reason, test.want) {
				t.Errorf("%s: %v, expected %s", test.name, err, test.want)
			}
		case err != nil || strings.TrimSpace(checked.Number+" "+checked.Mark) != test.want:
			t.Errorf("%s: %+v, %v, expected %s", test.name, checked, err, test.want)
		}
	}
}
