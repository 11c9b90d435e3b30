package pipeline

import (
	"context"
	"time"
)

// Delivery (lượt gửi) is one message to one recipient. It is sent once, or known not to have been sent, or uncertain: then a person looks.
type Delivery struct {
	ID int64 `json:"id"`
	// Key is what makes it this one: "edition 17 lan@example.vn". What is queued under a key that is there changes nothing.
	Key         string        `json:"key"`
	Kind        DeliveryKind  `json:"kind"`
	Subject     string        `json:"subject"`   // id of what it is about: an edition, a submission, a form and its period
	Unit        string        `json:"unit"`      // id of the unit that it is about or for
	Recipient   string        `json:"recipient"` // an address, or for the outbox the id of a unit
	Channel     Channel       `json:"channel"`
	Title       string        `json:"title"` // the message's subject line
	Text        string        `json:"-"`
	HTML        string        `json:"-"`                     // "" for text only
	Attachments []KeptFile    `json:"attachments,omitempty"` // their bytes are in the archive
	State       DeliveryState `json:"state"`
	Attempts    int           `json:"attempts"`
	Next        time.Time     `json:"next"`       // of what is queued or deferred: not before; of what is sending: when that began
	MessageID   string        `json:"message_id"` // the same at every attempt
	Words       string        `json:"words"`      // of the server, at the last attempt; in one line
	Queued      time.Time     `json:"queued"`
	Changed     time.Time     `json:"changed"` // when it came into its state
}

// DeliveryKind is what a delivery brings.
type DeliveryKind string

// The kinds of deliveries.
const (
	EditionDelivery  DeliveryKind = "edition"  // a published report
	NoticeDelivery   DeliveryKind = "notice"   // that a report was published which bears a mark of secrecy: it is never sent itself
	DraftDelivery    DeliveryKind = "draft"    // the month's draft, for the department
	ReminderDelivery DeliveryKind = "reminder" // a form is due
	ChaseDelivery    DeliveryKind = "chase"    // a form is overdue
	ReturnDelivery   DeliveryKind = "return"   // a workbook that goes back, with its findings
	ReceiptDelivery  DeliveryKind = "receipt"  // a workbook was accepted, or waits in quarantine
)

// Channel is how a delivery goes.
type Channel string

// The channels.
const (
	MailChannel   Channel = "mail"
	OutboxChannel Channel = "outbox" // files in a folder
)

// DeliveryState is where a delivery stands.
type DeliveryState string

// The states of a delivery.
const (
	DeliveryQueued    DeliveryState = "queued"
	DeliverySending   DeliveryState = "sending" // committed before a byte of the message leaves
	DeliverySent      DeliveryState = "sent"
	DeliveryDeferred  DeliveryState = "deferred"  // a temporary failure: tried again at Next
	DeliveryFailed    DeliveryState = "failed"    // for good, with the server's words
	DeliveryUncertain DeliveryState = "uncertain" // killed or cut off when the message may have been taken: never resent by itself
	DeliveryDropped   DeliveryState = "dropped"   // a person decided that it is not to be sent
)

// DeliveryFilter says which deliveries are asked for; what is empty asks for all.
type DeliveryFilter struct {
	State     DeliveryState
	Kind      DeliveryKind
	Subject   string
	Recipient string
	Limit     int // the newest; 0: all
}

// Due is what has a message for somebody that is not queued yet: what was published or settled since deliveries are made.
type Due struct {
	Editions    []Edition // approved; with their files
	Submissions []int64   // accepted, returned, rejected or quarantined; their ids
	Decided     []int64   // submissions that were told of, and of which something else was decided since: they are accepted now, quarantined, or returned
}

// DeliveryRecord keeps deliveries.
type DeliveryRecord interface {
	// DeliverSince records from when on deliveries are made, unless that is recorded already: what was published or settled before is nobody's to send.
	DeliverSince(ctx context.Context, now time.Time) error
	// Undelivered returns what is not among the subjects that Queue was told of: of an edition "edition 17", of a submission "submission 4711", of what was decided about
	// it since "submission 4711 accepted", or "submission 4711 returned again".
	Undelivered(ctx context.Context) (Due, error)
	// Queue records, all or none, deliveries whose keys are new, and subjects of which nothing more is to be queued: those without a recipient too.
	// It says how many deliveries were new.
	Queue(ctx context.Context, subjects []string, deliveries []Delivery) (added int, err error)
	// Delivered tells from when on deliveries are made, zero for not yet, and which of the subjects Queue was told of.
	Delivered(ctx context.Context, subjects []string) (since time.Time, told map[string]bool, err error)
	// NextDeliveries returns what is queued or deferred until now, the oldest first, whole.
	NextDeliveries(ctx context.Context, now time.Time, limit int) ([]Delivery, error)
	// MoveDelivery records an attempt's state: State, Attempts, Next, Words and Changed by ID. Where the delivery is not in the state from, that is a *DecisionError.
	MoveDelivery(ctx context.Context, d Delivery, from DeliveryState) error
	// InterruptDeliveries makes uncertain what an earlier process left sending.
	InterruptDeliveries(ctx context.Context, now time.Time) error
	// Deliveries lists deliveries, the newest first, without their texts.
	Deliveries(ctx context.Context, filter DeliveryFilter) ([]Delivery, error)
	// Delivery returns a delivery, whole; ok is false where there is none with the id.
	Delivery(ctx context.Context, id int64) (d Delivery, ok bool, err error)
	// Outcomes returns what became of submissions, by their ids, with their findings.
	Outcomes(ctx context.Context, submissions []int64) ([]Outcome, error)
}

// Carrier takes a message where it goes: by e-mail, or into the outbox.
type Carrier interface {
	// Carry takes a delivery with the bytes of its attachments, in their order, and returns what the server said. It calls sending once, right before the message
	// itself leaves, and gives up where that fails; where doing it twice is the same as once, it need not. What went wrong is a *CarryError; any other error is a
	// mistake of ours, and leaves the delivery uncertain where sending was called, else deferred.
	Carry(ctx context.Context, d Delivery, attachments [][]byte, sending func() error) (words string, err error)
}

// CarryError says why a delivery was not carried, or that nobody knows whether it was.
type CarryError struct {
	State DeliveryState // deferred, failed or uncertain
	Words string        // the server's, in one line
	Down  bool          // nothing is taken now: what else waits for the carrier would fare no better
}

func (e *CarryError) Error() string { return string(e.State) + ": " + e.Words }
