package portal_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver"
)

// southwest takes in a workbook of the samples, and returns the number of the submission.
func (o *office) southwest(name string) int64 {
	o.Helper()
	data, err := os.ReadFile("../../samples/tay-nam-bo-2024/" + name)
	if err != nil {
		o.Fatal(err)
	}
	return o.workbook("", name, data)
}

// unbalanced takes in a province's form and its region's, which says something else of it, and returns the number of the region's.
func (o *office) unbalanced() int64 {
	o.Helper()
	if id := o.workbook("", "soc-trang.xlsx", o.changed("soc-trang.xlsx", 65).data); o.outcome(id).State != pipeline.Accepted {
		o.Fatal(o.outcome(id))
	}
	return o.southwest("vung-tay-nam-bo.xlsx")
}

// workbook takes in a workbook that a unit sent, "" is the department, and returns the number of the submission.
func (o *office) workbook(unit, name string, data []byte) int64 {
	o.Helper()
	if o.pipeline.Returns == nil {
		o.pipeline.Returns = deliver.Folder{Dir: o.TempDir()}
	}
	settled, err := o.pipeline.Ingest(context.Background(), []pipeline.File{{Name: name, By: "test", Unit: unit,
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}}, func(pipeline.Step, pipeline.Receipt, *pipeline.Outcome) {})
	if err != nil || len(settled.Outcomes) == 0 {
		o.Fatal(err, settled)
	}
	return settled.Outcomes[len(settled.Outcomes)-1].ID // behind what was uploaded meanwhile
}

// close closes the period of the samples.
func (o *office) close() {
	o.Helper()
	period, err := pipeline.ParsePeriod("2018..2024")
	if err != nil {
		o.Fatal(err)
	}
	if err := o.ClosePeriod(context.Background(), period, "test"); err != nil {
		o.Fatal(err)
	}
}

// outcome is what became of a submission.
func (o *office) outcome(id int64) pipeline.Outcome {
	o.Helper()
	found, err := o.Outcomes(context.Background(), []int64{id})
	if err != nil || len(found) != 1 {
		o.Fatal(err, found)
	}
	return found[0]
}

// decide sends a form of the department to a submission, and follows nowhere.
func (b *browser) decide(id int64, what string, fields ...string) (int, string) {
	b.Helper()
	return b.post(fmt.Sprintf("/submissions/%d/%s", id, what), fields...)
}

func TestAcceptAndReturn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.close()
	first, second := o.southwest("ca-mau.xlsx"), o.southwest("soc-trang.xlsx")
	for _, id := range []int64{first, second} { // of a period that is long over
		if _, page := o.browse("ky").get("/"); !strings.Contains(page, fmt.Sprintf(`<a href="/submissions/%d">Lần gửi %[1]d</a>`, id)) {
			t.Errorf("the first page says nothing of submission %d, which waits\n%s", id, page)
		}
	}
	b := o.strict("minh")
	b.enter()
	if status, page := b.decide(first, "return", "reason", " "); status != http.StatusConflict || !strings.Contains(page, fmt.Sprintf("Chưa ghi lý do trả lại lần gửi số %d.", first)) {
		t.Errorf("%d\n%s", status, page)
	}
	if status, _ := b.decide(first, "return", "reason", "chưa có xác nhận"); status != http.StatusSeeOther {
		t.Error(status)
	}
	got := o.outcome(first)
	if got.State != pipeline.Returned || len(got.Findings) == 0 || got.Findings[0].Rule != pipeline.SentBack || !strings.Contains(got.Findings[0].Sentence, "chưa có xác nhận") {
		t.Error(got)
	}
	if status, page := b.decide(first, "accept", "reason", "x"); status != http.StatusConflict || !strings.Contains(page, fmt.Sprintf("Lần gửi số %d đã trả lại; chỉ quyết định được về lần gửi đang chờ xem xét.", first)) {
		t.Errorf("%d\n%s", status, page)
	}
	if status, page := b.decide(first, "waive", "finding", got.Findings[0].ID, "reason", "x"); status != http.StatusConflict || !strings.Contains(page, "do Cục trả lại") {
		t.Errorf("%d\n%s", status, page)
	}
	if status, page := b.decide(second, "accept", "reason", " "); status != http.StatusConflict || !strings.Contains(page, "Chưa ghi lý do") {
		t.Errorf("accepted without a reason: %d\n%s", status, page)
	}
	if status, _ := b.decide(second, "accept", "reason", "đã giải trình"); status != http.StatusSeeOther || o.outcome(second).State != pipeline.Accepted {
		t.Error(status, o.outcome(second).State)
	}
	if _, page := o.browse("ky").get("/"); strings.Contains(page, "Chờ Cục xem xét") {
		t.Error("nothing waits any longer, and the first page says so")
	}
}

func TestWaiveAndWithdraw(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	region := o.unbalanced()
	var finding pipeline.Finding
	for _, f := range o.outcome(region).Findings {
		if f.Scope == pipeline.TotalScope && f.Severity != pipeline.Note {
			finding = f
		}
	}
	if finding.ID == "" {
		t.Fatal("the sample has no finding on a total")
	}
	b := o.strict("minh")
	b.enter()
	if status, page := b.decide(region, "waive", "finding", finding.ID, "reason", "x", "until", "2020-01-01"); status != http.StatusConflict || !strings.Contains(page, "Ngày 01/01/2020 đã qua") && !strings.Contains(page, "Ngày 1/1/2020 đã qua") {
		t.Errorf("%d\n%s", status, page)
	}
	if status, _ := b.decide(region, "waive", "finding", finding.ID, "reason", "tỉnh gửi sau", "until", "2027-01-31"); status != http.StatusSeeOther {
		t.Error(status)
	}
	waiver := func() *pipeline.Waiver {
		for _, f := range o.outcome(region).Findings {
			if f.ID == finding.ID && f.Waiver != nil {
				return f.Waiver
			}
		}
		return nil
	}
	if w := waiver(); w == nil || w.By != "Nguyễn Văn minh" || w.Reason != "tỉnh gửi sau" || w.Until == nil {
		t.Errorf("%+v", w)
	}
	if status, _ := b.decide(region, "withdraw", "finding", finding.ID, "reason", "nhầm"); status != http.StatusSeeOther || waiver() != nil {
		t.Error(status, waiver())
	}
	if status, _ := b.decide(region, "withdraw", "finding", finding.ID, "reason", "nhầm"); status != http.StatusConflict {
		t.Error(status)
	}
}
