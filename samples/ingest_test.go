package samples_test

import (
	"fmt"
	"slices"
	"testing"

	"tonghop/pipeline/excel"
	"tonghop/pipeline/sample"
)

// form makes a province's workbook of a period.
func form(t testing.TB, unit, period string, closing int) []byte {
	t.Helper()
	table := "file,layout,reporter,period,unit,indicator,breakdown,figure\n" +
		fmt.Sprintf("x.xlsx,tong-hop,%s,%s,%[1]s,models.closing,,%[3]d\n", unit, period, closing)
	made, err := sample.Build(loadCatalog(t), excel.WriteForm, tables(table, ""))
	if err != nil {
		t.Fatal(err)
	}
	return made[0].Bytes
}

// What is known of bytes is known as of their turn: a form that goes back to what it said before is a new edition also where it comes in one go
// with the correction between.
func TestBackInOneGo(t *testing.T) {
	o := newOffice(t, loadCatalog(t))
	first := sample.Workbook{Name: "first.xlsx", Bytes: form(t, "ca-mau", "2024-08", 66)}
	other := sample.Workbook{Name: "other.xlsx", Bytes: form(t, "an-giang", "2024-08", 30)}
	o.take(first)
	outcomes := o.take(sample.Workbook{Name: "correction.xlsx", Bytes: form(t, "ca-mau", "2024-08", 67)}, other, first)
	var got []string
	for _, outcome := range outcomes {
		got = append(got, fmt.Sprint(outcome.Name, " ", outcome.State, " ", outcome.Edition))
	}
	if want := []string{"correction.xlsx accepted 2", "other.xlsx accepted 1", "first.xlsx accepted 3"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
