package pipeline

import (
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"
)

// Resend queues the message of a delivery anew, to its recipient or to another address. What is still to be sent, or on its way, is not resent: that is
// a *DecisionError. before is the delivery as it was; of one that is uncertain its recipient may get the message twice.
func (p *Pipeline) Resend(ctx context.Context, id int64, to, by string) (again, before Delivery, err error) {
	before, err = p.findDelivery(ctx, id)
	if err != nil {
		return again, before, err
	}
	switch before.State {
	case DeliveryQueued, DeliveryDeferred:
		return again, before, Refuse("resend-waits", "delivery {delivery} is {state}: it is sent by itself; to send it to somebody else, drop it first", "delivery", id, "state", before.State)
	case DeliverySending:
		return again, before, Refuse("resend-sending", "delivery {delivery} is being sent; wait until it is known what became of it", "delivery", id)
	}
	if err := p.mayShow(ctx, before); err != nil {
		return again, before, err
	}
	again = before
	if to != "" {
		address, err := mail.ParseAddress(to)
		if err != nil {
			return again, before, Refuse("resend-address", `"{address}" is no e-mail address`, "address", to)
		}
		if before.Channel == OutboxChannel {
			return again, before, Refuse("resend-outbox", "delivery {delivery} is left in the outbox, which has no address: leave the address out", "delivery", id)
		}
		again.Recipient = address.Address
	}
	if again.Key, err = p.keyAgain(ctx, before, again.Recipient); err != nil {
		return again, before, err
	}
	again.ID, again.State, again.Next, again.MessageID = 0, DeliveryQueued, p.Now(), p.messageID(again.Key)
	added, err := p.Deliveries.Queue(ctx, nil, []Delivery{again})
	if err == nil && added == 0 {
		err = Refuse("resend-twice", "delivery {delivery} was resent this very moment", "delivery", id)
	}
	if err != nil {
		return again, before, err
	}
	queued, err := p.Deliveries.Deliveries(ctx, DeliveryFilter{Subject: again.Subject, Recipient: again.Recipient, Limit: 1})
	if err != nil {
		return again, before, err
	}
	again = queued[0]
	return again, before, p.Warehouse.Record(ctx, JournalEntry{Who: by, Action: ResendAction, Subject: fmt.Sprintf("delivery %d", id),
		Detail: map[string]string{"as": fmt.Sprint(again.ID), "about": again.Subject, "recipient": again.Recipient, "was": string(before.State)}})
}

// mayShow refuses a draft whose document is published with a mark of secrecy.
func (p *Pipeline) mayShow(ctx context.Context, d Delivery) error {
	if d.Kind != DraftDelivery {
		return nil
	}
	editions, err := p.Warehouse.Editions(ctx, EditionFilter{Unit: d.Unit})
	if err != nil {
		return err
	}
	for _, e := range editions {
		if e.Marked() && DraftSubject(e.Subject) == d.Subject {
			return Refuse("resend-secret", "delivery {delivery} is the draft of a document that is published with the mark {mark}: it is not sent any more", "delivery", d.ID, "mark", e.Mark)
		}
	}
	return nil
}

// keyAgain is a key that no delivery has: "edition 17 lan@example.vn again 1".
func (p *Pipeline) keyAgain(ctx context.Context, d Delivery, recipient string) (string, error) {
	others, err := p.Deliveries.Deliveries(ctx, DeliveryFilter{Subject: d.Subject})
	if err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		key := fmt.Sprintf("%s %s again %d", d.Subject, recipient, n)
		if !slices.ContainsFunc(others, func(other Delivery) bool { return other.Key == key }) {
			return key, nil
		}
	}
}

// DropDelivery decides that a delivery is not to be sent, or sent again. What was sent, or is being sent, cannot be dropped: that is a *DecisionError.
func (p *Pipeline) DropDelivery(ctx context.Context, id int64, reason, by string) (Delivery, error) {
	d, err := p.findDelivery(ctx, id)
	if err != nil {
		return d, err
	}
	if strings.TrimSpace(reason) == "" {
		return d, Refuse("drop-reason", "the reason is empty; expected why delivery {delivery} is not to be sent", "delivery", id)
	}
	from := d.State
	if !slices.Contains([]DeliveryState{DeliveryQueued, DeliveryDeferred, DeliveryFailed, DeliveryUncertain}, from) {
		return d, Refuse("drop-state", "delivery {delivery} is {state}: only what is queued, deferred, failed or uncertain can be dropped", "delivery", id, "state", from)
	}
	d.State, d.Changed = DeliveryDropped, p.Now()
	if err := p.Deliveries.MoveDelivery(ctx, d, from); err != nil {
		return d, err
	}
	return d, p.Warehouse.Record(ctx, JournalEntry{Who: by, Action: DropAction, Subject: fmt.Sprintf("delivery %d", id),
		Detail: map[string]string{"about": d.Subject, "recipient": d.Recipient, "was": string(from), "reason": reason}})
}

func (p *Pipeline) findDelivery(ctx context.Context, id int64) (Delivery, error) {
	d, ok, err := p.Deliveries.Delivery(ctx, id)
	if err == nil && !ok {
		err = Refuse("no-delivery", "there is no delivery {delivery}; tonghop deliveries lists them", "delivery", id)
	}
	return d, err
}
