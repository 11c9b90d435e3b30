package portal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver"
)

// TestReturnAgain has a form go back for an error, wait, for that is waived, and be sent back by the department, then the waiver withdrawn: the workbook that
// is mailed each time says what holds then.
func TestReturnAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := context.Background()
	o.close()
	file, err := excelize.OpenFile("../../samples/tay-nam-bo-2024/soc-trang.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var form bytes.Buffer
	if err := errors.Join(file.SetCellValue(file.GetSheetName(0), "C21", 500), file.Write(&form)); err != nil { // a part that is more than the whole
		t.Fatal(err)
	}
	o.pipeline.Outbox = deliver.Folder{Dir: t.TempDir()}
	if err := o.DeliverSince(ctx, o.clock); err != nil {
		t.Fatal(err)
	}
	id := o.workbook("soc-trang", "soc-trang.xlsx", form.Bytes())
	const wrong, reason = "lớn hơn toàn bộ là 66 ở ô C20", "chưa có xác nhận"
	mailed := func(when string, withWrong, withReason bool) {
		t.Helper()
		o.clock = o.clock.Add(time.Hour)
		if _, err := o.pipeline.QueueUndelivered(ctx); err != nil {
			t.Fatal(err)
		}
		if state := o.outcome(id).State; state != pipeline.Returned {
			t.Errorf("%s: it is %s", when, state)
		}
		text := workbookText(t, filepath.Join(filepath.Dir(o.archive), "returns", fmt.Sprintf("%d-soc-trang.xlsx", id)))
		if strings.Contains(text, wrong) != withWrong || strings.Contains(text, reason) != withReason {
			t.Errorf("%s: expected the error %t, the reason %t:\n%s", when, withWrong, withReason, text)
		}
	}
	mailed("at first", true, false)
	request := pipeline.WaiverRequest{Finding: o.outcome(id).Findings[0].ID, By: "Cục V05", Reason: "đúng"}
	if _, settled, err := o.Waive(ctx, request); err != nil || settled.Outcomes[0].State != pipeline.Quarantined {
		t.Fatal(settled, err)
	}
	if _, err := o.Return(ctx, id, "minh", reason); err != nil {
		t.Fatal(err)
	}
	mailed("sent back", false, true)
	if _, err := o.WithdrawWaiver(ctx, request); err != nil {
		t.Fatal(err)
	}
	if _, err := o.pipeline.Ingest(ctx, []pipeline.File{{Name: "soc-trang.xlsx", By: "test", Unit: "soc-trang", // its error holds again: what is known of it is told once more
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(form.Bytes())), nil }}}, func(pipeline.Step, pipeline.Receipt, *pipeline.Outcome) {}); err != nil {
		t.Fatal(err)
	}
	mailed("the waiver is withdrawn", true, true)
}

// workbookText is all that stands in a workbook.
func workbookText(t *testing.T, path string) string {
	t.Helper()
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var text strings.Builder
	for _, sheet := range file.GetSheetList() {
		rows, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			text.WriteString(strings.Join(row, "\t") + "\n")
		}
	}
	return text.String()
}
