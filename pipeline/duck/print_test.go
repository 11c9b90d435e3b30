package duck_test

import (
	"strings"
	"testing"

	"tonghop/pipeline"
)

// A number of more places than a figure has must not be printed as another number.
func TestNumbersThatDoNotFit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	nation, _ := o.catalog.Geography.Unit(pipeline.Nation)
	period, err := pipeline.ParsePeriod("2024")
	if err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{
		"SELECT 2.5::DECIMAL(18,4) * 2.5::DECIMAL(18,4)": "DECIMAL(18,4)",
		"SELECT 1e30::DECIMAL(38,4)":                     "DECIMAL(18,4)",
		"SELECT 2.5::DOUBLE":                             "DECIMAL(18,4)",
	} {
		results, err := o.results(query, pipeline.Order{Unit: nation, Period: period})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v %v", query, results["q"].Rows, err)
		}
	}
	o.expect("decimals", o.ask("viet-nam", "2024", "SELECT 2.5::DECIMAL(18,4), 1234::DECIMAL(38,0), 7::HUGEINT, 0.25::DECIMAL(3,2)"), "2,5 1.234 7 0,25")
}

// Signs of tables are words in a sentence.
func TestSignsInSentences(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.forms("vung dia-ban-tay-nguyen 2024 | models.closing | kon-tum models.closing 7 | gia-lai models.closing 0",
		"tong-hop kon-tum 2024 | models.closing x", "tong-hop gia-lai 2024 | models.closing 3")
	o.expect("as printed", o.found("superior-differs"), "dia-ban-tay-nguyen 2024 A2 7 x", "dia-ban-tay-nguyen 2024 A3 - 3")
	said := o.sentences("superior-differs")
	for _, want := range []string{"ô A2 ghi 7, mà Kon Tum tự báo cáo không áp dụng", "ô A3 ghi 0, mà Gia Lai tự báo cáo 3"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in\n%s", want, said)
		}
	}
}
