package pipeline_test

import (
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
