package pipeline_test

import (
	"fmt"
	"strings"
	"testing"

	"tonghop/pipeline"
)

// delivering begins to make deliveries.
func (b *bureau) delivering() {
	b.t.Helper()
	if err := b.warehouse.DeliverSince(b.t.Context(), b.clock); err != nil {
		b.t.Fatal(err)
	}
}

// queue queues what is due, and returns it: the key of each.
func (b *bureau) queue() (queued []pipeline.Delivery, keys string) {
	b.t.Helper()
	if _, err := b.QueueUndelivered(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	queued = b.queued()
	texts := make([]string, len(queued))
	for i, d := range queued {
		texts[i] = d.Key
	}
	return queued, strings.Join(texts, "; ")
}

// Without a mail server a receipt is left in the outbox, also of a unit without an address; with one it is nobody's.
func TestReceiptWithoutAddress(t *testing.T) {
	for server, want := range map[string]int{"": 1, "mail.example.vn": 0} {
		t.Run("server "+server, func(t *testing.T) {
			b := newBureau(t, func(c *pipeline.Config) { c.Mail.Server, c.Addresses = server, nil })
			b.delivering()
			if state := b.send("ca-mau-2025", "2026-11", map[string]string{"models.closing": "7"}); state != pipeline.Accepted {
				t.Fatal(state)
			}
			queued, _ := b.queue()
			if len(queued) != want || want == 1 && (queued[0].Channel != pipeline.OutboxChannel || queued[0].Recipient != "ca-mau-2025" || queued[0].Kind != pipeline.ReceiptDelivery) {
				t.Errorf("%+v", queued)
			}
		})
	}
}

// What the department takes in later, of what waited or went back, is told once more, and once; what it took in before the first receipt was written is not.
func TestReceiptOfWhatIsAcceptedLater(t *testing.T) {
	b := newBureau(t, func(*pipeline.Config) {})
	b.delivering()
	b.clock = moment("2026-11-20 08:00")
	november, _ := pipeline.ParsePeriod("2026-11")
	if err := b.warehouse.ClosePeriod(t.Context(), november, "Lan"); err != nil {
		t.Fatal(err)
	}
	first := b.waiting("ca-mau-2025")
	queued, keys := b.queue()
	if want := fmt.Sprintf("submission %d ca-mau-2025@example.vn", first); keys != want || !strings.Contains(queued[0].Text, "kỳ tháng 11 năm 2026 đã khóa sổ nên số liệu chưa được tính") {
		t.Fatalf("%s\nexpected %s: %+v", keys, want, queued)
	}
	b.accept(first)
	second := b.waiting("ha-noi")
	b.accept(second)
	queued, keys = b.queue()
	if want := fmt.Sprintf("submission %d ha-noi@example.vn; submission %d accepted ca-mau-2025@example.vn", second, first); keys != want {
		t.Fatalf("%s\nexpected %s", keys, want)
	}
	later := queued[1]
	if want := fmt.Sprintf("Đã xem xét lại biểu số 01/TH-BVANTQ, kỳ tháng 11 năm 2026 (số tiếp nhận %d)", first); later.Title != want || later.Subject != fmt.Sprint("submission ", first) {
		t.Errorf("%s about %s, expected %s", later.Title, later.Subject, want)
	}
	for _, want := range []string{"số liệu của tệp chưa được tính; đến ngày 20/11/2026, Cục", "đã xem xét lại", "Số liệu đã được tiếp nhận (bản 1) và được tính"} {
		if !strings.Contains(later.Text, want) || strings.Contains(queued[0].Text, "xem xét lại") {
			t.Errorf("%s\nand of what was accepted at once\n%s\nexpected %s", later.Text, queued[0].Text, want)
		}
	}
	if strings.Contains(later.Text, "khóa sổ") {
		t.Errorf("it is accepted, and waits:\n%s", later.Text)
	}
	if _, keys := b.queue(); keys != "" {
		t.Errorf("told again: %s", keys)
	}
}

// waiting sends a form of a closed month, and returns its number.
func (b *bureau) waiting(unit string) int64 {
	b.t.Helper()
	if state := b.send(unit, "2026-11", map[string]string{"models.closing": "7"}); state != pipeline.Quarantined {
		b.t.Fatal(state)
	}
	return b.sent
}

func (b *bureau) accept(submission int64) {
	b.t.Helper()
	if settled, err := b.warehouse.Accept(b.t.Context(), submission, "Lan", "giải trình"); err != nil || settled.Outcomes[0].State != pipeline.Accepted {
		b.t.Fatal(settled, err)
	}
}
