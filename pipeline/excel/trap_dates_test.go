package excel_test

import (
	"fmt"
	"strings"
	"testing"

	"tonghop/pipeline/excel"
)

// dayRows is a form of one festival day: the day stands in D7, a figure in E7.
func dayRows() [][]any {
	rows := festivalRows()[:festivalHead]
	return append(rows, []any{1, "Xã Hưng Mỹ", "Cái Nước", "11/8/2022", 500})
}

// Days as Excel counts them, from 1900 or from 1904, and as people type them. The day must be right or asked back.
func TestTrapsOfDates(t *testing.T) {
	since1904 := func(value string) change {
		return edit(workbookPart, "<workbookPr/>", `<workbookPr date1904="`+value+`"/>`)
	}
	styled := func(style int, value string) change {
		return rawCell("D7", fmt.Sprintf(` s="%d"`, style), "<v>"+value+"</v>")
	}
	c := defaults(t)
	reader := excel.NewReader(c, nil)
	for name, trap := range map[string]struct {
		change change
		want   string // the day, or the finding
	}{
		"typed":                            {all(), "2022-08-11"},
		"serial of 1900":                   {styled(builtInDate, "44784"), "2022-08-11"},
		"serial of a custom format":        {styled(customDate, "44784"), "2022-08-11"},
		"serial with a time":               {styled(builtInDate, "44784.99"), "2022-08-11"},
		"serial as a float has it":         {styled(builtInDate, "4.4784E4"), "2022-08-11"},
		"serial of 1904":                   {all(styled(builtInDate, "43322"), since1904("1")), "2022-08-11"},
		"serial of 1904, in letters":       {all(styled(builtInDate, "43322"), since1904("true")), "2022-08-11"},
		"not of 1904":                      {all(styled(builtInDate, "44784"), since1904("0")), "2022-08-11"},
		"not of 1904, in letters":          {all(styled(builtInDate, "44784"), since1904("false")), "2022-08-11"},
		"of 1900 read as of 1904":          {all(styled(builtInDate, "44784"), since1904("1")), "day-outside-period D7"},
		"of 1904 in capitals":              {all(styled(builtInDate, "43322"), since1904("TRUE")), "damaged|2022-08-11|day-outside-period D7"},
		"of another calendar":              {all(styled(builtInDate, "44784"), since1904("2")), "damaged|2022-08-11|day-outside-period D7"},
		"serial without a format":          {styled(0, "44784"), "unknown-day D7"},
		"serial below zero":                {styled(builtInDate, "-5"), "unknown-day D7|day-outside-period D7"},
		"serial of the day that never was": {styled(builtInDate, "60"), "day-outside-period D7|unknown-day D7"},
		"serial too large":                 {styled(builtInDate, "4478400000"), "unknown-day D7"},
		"serial in words":                  {styled(builtInDate, "x"), "unknown-day D7|unknown-cell D7"},
		"day of ISO 8601":                  {rawCell("D7", ` t="d"`, "<v>2022-08-11</v>"), "2022-08-11"},
		"time of ISO 8601":                 {rawCell("D7", ` t="d"`, "<v>2022-08-11T07:30:00</v>"), "2022-08-11"},
		"no day of ISO 8601":               {rawCell("D7", ` t="d"`, "<v>2022-02-30</v>"), "unknown-day D7|unknown-cell D7"},
		"text with dashes":                 {typed("D7", "11-8-2022"), "2022-08-11"},
		"text with zeros":                  {typed("D7", "11/08/2022"), "2022-08-11"},
		"text in words":                    {typed("D7", "ngày 11 tháng 8 năm 2022"), "2022-08-11"},
		"text the American way":            {typed("D7", "8/31/2022"), "unknown-day D7"},
		"text of a day that never is":      {typed("D7", "30/2/2022"), "unknown-day D7"},
		"text of two digits":               {typed("D7", "11/8/22"), "unknown-day D7|2022-08-11"},
		"no day":                           {typed("D7", "x"), "unknown-day D7"},
		"a formula's day":                  {rawCell("D7", ` s="1"`, "<f>TODAY()</f><v>44784</v>"), "2022-08-11"},
		"a formula without a day":          {rawCell("D7", ` s="1"`, "<f>TODAY()</f>"), "unknown-day D7|no-result D7"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newParcel(t, dayRows())
			trap.change(p)
			reading, err := reader.Read(p.file())
			got := ""
			switch {
			case err != nil:
				refusal := asRefusal(t, err)
				toldRight(t, c, refusal)
				got = strings.TrimSpace(refusal.Code + " " + refusal.Cell)
			case len(reading.Refusals) > 0:
				got = strings.Join(foundIn(reading), "; ")
			case len(reading.Records) == 1:
				got = reading.Records[0].Period.String()
			}
			if !strings.Contains("|"+trap.want+"|", "|"+got+"|") {
				t.Errorf("got %q, expected %q", got, trap.want)
			}
		})
	}
}
